//! Who, how they stand, when, through whom, how many.
