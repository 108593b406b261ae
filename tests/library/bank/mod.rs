//! The bank: findings in bank files, markup, and the bank that comes with the program.

mod filing;
mod findings;
mod markup;
mod search;
mod shipped;
