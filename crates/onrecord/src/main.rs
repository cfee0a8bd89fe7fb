//! The program `onrecord`; its crate says what it is made of.

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(onrecord::command(env::args_os()))
}
