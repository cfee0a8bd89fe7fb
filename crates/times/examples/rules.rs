//! Prints the reference page of the rules, `docs/rules-times.md`.

use onrecord_times::RULES;

fn main() {
    println!("# Rules for expressions of time\n");
    println!(
        "Made by `cargo run -p onrecord-times --example rules`. At each word the longest reading wins.\n"
    );
    println!("| rule | reads | example | known misses |\n| --- | --- | --- | --- |");
    for rule in RULES {
        println!("| {} | {} | {} | {} |", rule.name, rule.what, rule.example, rule.misses);
    }
}
