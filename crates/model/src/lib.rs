//! The trained reader: tokens to tags and links.
