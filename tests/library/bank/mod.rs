//! The bank: findings in bank files, markup, and the bank that comes with the program.

mod anchors;
mod export;
mod filing;
mod findings;
mod layers;
mod markup;
mod search;
mod shipped;
