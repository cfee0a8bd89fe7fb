//! The words for values, as the record writes them.

use onrecord_record::{Form, SourceKind, Stance};

/// What a kind of source is called.
pub const fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Person => "person",
        SourceKind::Unnamed => "unnamed",
        SourceKind::Organisation => "organisation",
        SourceKind::Outlet => "outlet",
        SourceKind::Document => "document",
        SourceKind::Public => "public",
        SourceKind::Author => "author",
        SourceKind::None => "none",
    }
}

/// What a stance is called.
pub const fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserts => "asserts",
        Stance::Confirms => "confirms",
        Stance::Denies => "denies",
        Stance::Hedges => "hedges",
        Stance::Asks => "asks",
        Stance::Intends => "intends",
        Stance::Urges => "urges",
        Stance::Judges => "judges",
        Stance::Declines => "declines",
    }
}

/// What a form is called.
pub const fn form(form: Form) -> &'static str {
    match form {
        Form::Direct => "direct",
        Form::Indirect => "indirect",
        Form::Mixed => "mixed",
    }
}
