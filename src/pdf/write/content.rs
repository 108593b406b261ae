//! Content streams: instructions as bytes, written as they come (ISO 32000-1, 7.8 and annex A).
//!
//! What is placed is rounded before; see `put_number`.

use crate::pdf::syntax::{put_escaped, put_integer, put_literal, put_number};

/// A content stream in the making: instructions, one on a line.
#[derive(Debug)]
pub(crate) struct Content(Vec<u8>);

/// Bytes of most pages.
const PAGE: usize = 16 << 10;

impl Default for Content {
    fn default() -> Self {
        Self(Vec::with_capacity(PAGE))
    }
}

impl Content {
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// An instruction with numbers: `q`, `1 0 0 RG`, `10 20 Td`.
    pub(crate) fn op<const N: usize>(&mut self, operands: [f32; N], operator: &str) {
        for operand in operands {
            self.number(operand);
            self.0.push(b' ');
        }
        self.end(operator);
    }

    /// An instruction with a name: `/Artifact BMC`.
    pub(crate) fn named(&mut self, name: &str, operator: &str) {
        self.name(name);
        self.end(operator);
    }

    /// The font that follows and its size.
    pub(crate) fn font(&mut self, name: &str, size: f32) {
        self.name(name);
        self.number(size);
        self.0.push(b' ');
        self.end("Tf");
    }

    /// Moves what follows, and keeps its size.
    pub(crate) fn shift(&mut self, dx: f32, dy: f32) {
        self.op([1.0, 0.0, 0.0, 1.0, dx, dy], "cm");
    }

    /// A path from point to point.
    pub(crate) fn line(&mut self, from: (f32, f32), to: (f32, f32)) {
        self.op([from.0, from.1], "m");
        self.op([to.0, to.1], "l");
        self.op([], "S");
    }

    /// Begins a stretch with properties, given as the inside of a dictionary.
    pub(crate) fn begin(&mut self, tag: &str, properties: &[u8]) {
        self.name(tag);
        self.0.extend(b"<<");
        self.0.extend(properties);
        self.0.extend(b">>");
        self.end("BDC");
    }

    /// Begins a numbered stretch of what is read.
    pub(crate) fn begin_numbered(&mut self, tag: &str, number: usize) {
        self.name(tag);
        self.0.extend(b"<</MCID ");
        self.integer(number as i64);
        self.0.extend(b">>");
        self.end("BDC");
    }

    /// Starts the array that shows text.
    pub(crate) fn start_text(&mut self) {
        self.0.push(b'[');
    }

    /// A whole string in that array.
    pub(crate) fn text(&mut self, codes: &[u8]) {
        put_literal(&mut self.0, codes);
    }

    /// Starts a string in that array.
    pub(crate) fn start_string(&mut self) {
        self.0.push(b'(');
    }

    /// Codes in that string.
    pub(crate) fn inside(&mut self, codes: &[u8]) {
        put_escaped(&mut self.0, codes);
    }

    /// What is written as the inside of a string already.
    pub(crate) fn escaped(&mut self, inside: &[u8]) {
        self.0.extend_from_slice(inside);
    }

    /// Ends that string.
    pub(crate) fn end_string(&mut self) {
        self.0.push(b')');
    }

    /// A move in that array, back by thousandths of an em.
    pub(crate) fn kern(&mut self, thousandths: i32) {
        self.integer(i64::from(thousandths));
    }

    /// Ends that array.
    pub(crate) fn end_text(&mut self) {
        self.0.push(b']');
        self.end("TJ");
    }

    fn end(&mut self, operator: &str) {
        self.0.extend(operator.as_bytes());
        self.0.push(b'\n');
    }

    /// Names are those of this program: nothing in them needs an escape.
    fn name(&mut self, name: &str) {
        self.0.push(b'/');
        self.0.extend(name.as_bytes());
        self.0.push(b' ');
    }

    fn number(&mut self, value: f32) {
        put_number(&mut self.0, value);
    }

    fn integer(&mut self, value: i64) {
        put_integer(&mut self.0, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Content)) -> String {
        let mut content = Content::default();
        write(&mut content);
        String::from_utf8_lossy(&content.into_bytes()).into_owned()
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let of = |value: f32| written(|content| content.op([value], "w"));
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (-841.89, "-841.89"),
            (0.955, "0.955"),
            (0.05, "0.05"),
            (-0.5, "-0.5"),
            (-0.0004, "0"),
            (56.001, "56.001"),
            (100.1, "100.1"),
        ] {
            assert_eq!(of(value), format!("{text} w\n"));
        }
    }

    #[test]
    fn texts_escape_what_would_end_them() {
        let text = written(|content| {
            content.start_text();
            content.text(b"\0(\\)");
            content.kern(-20);
            content.text(b"\0A");
            content.end_text();
        });
        assert_eq!(text, "[(\0\\(\\\\\\))-20(\0A)]TJ\n");
    }

    #[test]
    fn stretches_have_properties() {
        let text = written(|content| {
            content.begin_numbered("H1", 12);
            content.begin("Artifact", b"/Type/Pagination");
            content.named("O1000", "Do");
            content.font("T0", 9.5);
        });
        assert_eq!(text, "/H1 <</MCID 12>>BDC\n/Artifact <</Type/Pagination>>BDC\n/O1000 Do\n/T0 9.5 Tf\n");
    }
}
