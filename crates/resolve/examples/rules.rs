//! Writes the reference page of the rules: `cargo run -p onrecord-resolve --example rules`.

fn main() -> std::io::Result<()> {
    std::fs::write(
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rules.md"),
        onrecord_resolve::rule::reference(),
    )
}
