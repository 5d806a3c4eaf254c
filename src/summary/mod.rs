//! Stage `summary`: what is known of one entity on one day.
