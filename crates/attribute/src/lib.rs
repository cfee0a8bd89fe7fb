//! Tags and links to statements.
