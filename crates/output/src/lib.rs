//! Records for people and programs.
