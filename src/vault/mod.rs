//! Stage `vault`: notes to vault: paths and link resolution.
