//! Content streams: operators as bytes, written as they come (ISO 32000-1, 7.8 and annex A).
//!
//! Positions are rounded by the caller; see `put_number`.

use super::syntax::{put_escaped, put_integer, put_literal, put_number};

/// Writes a content stream, one operator on a line.
#[derive(Debug)]
pub(super) struct ContentStream(Vec<u8>);

/// The size of most pages.
const PAGE_BYTES: usize = 16 << 10;

impl Default for ContentStream {
    fn default() -> Self {
        Self(Vec::with_capacity(PAGE_BYTES))
    }
}

impl ContentStream {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Writes an operator with numbers: `q`, `1 0 0 RG`, `10 20 Td`.
    pub(super) fn op<const N: usize>(&mut self, operands: [f32; N], operator: &str) {
        for operand in operands {
            put_number(&mut self.0, operand);
            self.0.push(b' ');
        }
        self.end_operator(operator);
    }

    /// Writes an operator with a name: `/Artifact BMC`.
    pub(super) fn name_op(&mut self, name: &str, operator: &str) {
        self.name(name);
        self.end_operator(operator);
    }

    /// Sets the font and its size.
    pub(super) fn set_font(&mut self, name: &str, size: f32) {
        self.name(name);
        put_number(&mut self.0, size);
        self.0.push(b' ');
        self.end_operator("Tf");
    }

    /// Moves the origin.
    pub(super) fn translate(&mut self, dx: f32, dy: f32) {
        self.op([1.0, 0.0, 0.0, 1.0, dx, dy], "cm");
    }

    /// Strokes a line.
    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32)) {
        self.op([from.0, from.1], "m");
        self.op([to.0, to.1], "l");
        self.op([], "S");
    }

    /// Begins marked content. `properties` is the inside of its property dictionary.
    pub(super) fn begin_marked(&mut self, tag: &str, properties: &[u8]) {
        self.name(tag);
        self.0.extend(b"<<");
        self.0.extend(properties);
        self.0.extend(b">>");
        self.end_operator("BDC");
    }

    /// Begins marked content that the structure tree refers to by its number.
    pub(super) fn begin_tagged(&mut self, tag: &str, number: usize) {
        self.name(tag);
        self.0.extend(b"<</MCID ");
        put_integer(&mut self.0, number as i64);
        self.0.extend(b">>");
        self.end_operator("BDC");
    }

    /// Starts the array of an operator that shows text.
    pub(super) fn start_text_array(&mut self) {
        self.0.push(b'[');
    }

    /// Writes a whole string in that array.
    pub(super) fn string(&mut self, codes: &[u8]) {
        put_literal(&mut self.0, codes);
    }

    /// Starts a string in that array.
    pub(super) fn start_string(&mut self) {
        self.0.push(b'(');
    }

    /// Writes codes in that string.
    pub(super) fn codes(&mut self, codes: &[u8]) {
        put_escaped(&mut self.0, codes);
    }

    /// Writes bytes in that string that are escaped already.
    pub(super) fn escaped_codes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Ends that string.
    pub(super) fn end_string(&mut self) {
        self.0.push(b')');
    }

    /// Writes a kern in that array: a move back by thousandths of an em.
    pub(super) fn kern(&mut self, thousandths: i32) {
        put_integer(&mut self.0, i64::from(thousandths));
    }

    /// Ends that array.
    pub(super) fn end_text_array(&mut self) {
        self.0.push(b']');
        self.end_operator("TJ");
    }

    fn end_operator(&mut self, operator: &str) {
        self.0.extend(operator.as_bytes());
        self.0.push(b'\n');
    }

    /// Writes a name. The names are those of this program, so none needs an escape.
    fn name(&mut self, name: &str) {
        self.0.push(b'/');
        self.0.extend(name.as_bytes());
        self.0.push(b' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut ContentStream)) -> String {
        let mut content = ContentStream::default();
        write(&mut content);
        String::from_utf8_lossy(&content.into_bytes()).into_owned()
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
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
            assert_eq!(written(|content| content.op([value], "w")), format!("{text} w\n"));
        }
    }

    #[test]
    fn strings_escape_their_delimiters() {
        let text = written(|content| {
            content.start_text_array();
            content.string(b"\0(\\)");
            content.kern(-20);
            content.string(b"\0A");
            content.end_text_array();
        });
        assert_eq!(text, "[(\0\\(\\\\\\))-20(\0A)]TJ\n");
    }

    #[test]
    fn marked_content_has_properties() {
        let text = written(|content| {
            content.begin_tagged("H1", 12);
            content.begin_marked("Artifact", b"/Type/Pagination");
            content.name_op("O1000", "Do");
            content.set_font("T0", 9.5);
        });
        assert_eq!(text, "/H1 <</MCID 12>>BDC\n/Artifact <</Type/Pagination>>BDC\n/O1000 Do\n/T0 9.5 Tf\n");
    }
}
