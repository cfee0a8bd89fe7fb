//! The schemas of the two files, in Parquet's own language.

/// One report: the record, as `onrecord schema` describes it.
pub(super) const RECORDS: &str = "
message record {
    required binary schema (STRING);
    required group report {
        required binary id (STRING);
        optional binary key (STRING);
        optional binary file (STRING);
        optional binary title (STRING);
        optional binary outlet (STRING);
        required group byline (LIST) { repeated group list { required binary element (STRING); } }
        optional binary published (STRING);
        optional binary url (STRING);
        optional group dateline {
            required binary place (STRING);
            required group span { required int64 start; required int64 end; }
        }
        optional binary credit (STRING);
        optional binary language (STRING);
        required group furniture (LIST) { repeated group list { required group element {
                    required binary kind (STRING);
                    required group span { required int64 start; required int64 end; }
        } } }
    }
    required binary text (STRING);
    required group statements (LIST) { repeated group list { required group element {
                required binary id (STRING);
                required group source (LIST) { repeated group list { required group element { required int64 start; required int64 end; } } }
                required group cue (LIST) { repeated group list { required group element { required int64 start; required int64 end; } } }
                required group content (LIST) { repeated group list { required group element { required int64 start; required int64 end; } } }
                required binary form (STRING);
                optional binary kind (STRING);
                optional binary actor (STRING);
                optional binary stance (STRING);
                required group said_when (LIST) { repeated group list { required group element { required int64 start; required int64 end; } } }
                optional binary inside (STRING);
                required group via (LIST) { repeated group list { required group element {
                            optional binary actor (STRING);
                            required group span { required int64 start; required int64 end; }
                } } }
                optional group anonymity {
                    required group condition (LIST) { repeated group list { required group element { required int64 start; required int64 end; } } }
                    required group reason (LIST) { repeated group list { required group element { required int64 start; required int64 end; } } }
                    optional int64 precision;
                }
                required double confidence;
    } } }
    required group actors (LIST) { repeated group list { required group element {
                required binary id (STRING);
                required binary name (STRING);
                required binary kind (STRING);
                required group roles (LIST) { repeated group list { required group element {
                            required binary text (STRING);
                            required group span { required int64 start; required int64 end; }
                } } }
                required group mentions (LIST) { repeated group list { required group element { required int64 start; required int64 end; } } }
    } } }
    required group times (LIST) { repeated group list { required group element {
                required group span { required int64 start; required int64 end; }
                required binary type (STRING);
                optional binary timex (STRING);
                optional binary from (STRING);
                optional binary to (STRING);
                optional binary resolved_by (STRING);
    } } }
    required group figures (LIST) { repeated group list { required group element {
                required group span { required int64 start; required int64 end; }
                optional double value;
                optional double low;
                optional double high;
                optional binary qualifier (STRING);
                optional binary unit (STRING);
                optional binary outcome (STRING);
    } } }
    required binary model (STRING);
}
";

/// One statement or sentence of narration.
pub(super) const STATEMENTS: &str = "
message statement {
    required binary report (STRING);
    optional binary key (STRING);
    optional binary outlet (STRING);
    optional binary title (STRING);
    optional binary published (STRING);
    optional binary url (STRING);
    required binary statement (STRING);
    required binary role (STRING);
    optional binary inside (STRING);
    required binary source (STRING);
    required binary cue (STRING);
    required binary content (STRING);
    optional binary form (STRING);
    optional binary kind (STRING);
    optional binary stance (STRING);
    optional int64 actor;
    optional binary actor_name (STRING);
    optional binary said_from (STRING);
    optional binary said_to (STRING);
    optional int64 claim;
    optional binary claim_wording (STRING);
    optional binary stand (STRING);
    required double confidence;
    required group source_spans (LIST) { repeated group list { required group element { required int64 start; required int64 end; } } }
    required group cue_spans (LIST) { repeated group list { required group element { required int64 start; required int64 end; } } }
    required group content_spans (LIST) { repeated group list { required group element { required int64 start; required int64 end; } } }
}
";
