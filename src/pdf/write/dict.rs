//! Dictionaries and arrays as bytes, written as they come.
//!
//! They are for the objects that a file has thousands of. As trees of values these would cost more than the
//! rest of a page.

use lopdf::ObjectId;

use super::syntax::{put_integer, put_literal, put_name, put_number, put_reference};

/// Writes the entries of a dictionary.
pub(super) struct DictWriter<'b>(&'b mut Vec<u8>);

/// Writes the items of an array.
pub(super) struct ArrayWriter<'b>(&'b mut Vec<u8>);

/// Writes a dictionary.
pub(super) fn put_dict(bytes: &mut Vec<u8>, write: impl FnOnce(&mut DictWriter<'_>)) {
    bytes.extend(b"<<");
    write(&mut DictWriter(bytes));
    bytes.extend(b">>");
}

impl DictWriter<'_> {
    fn key(&mut self, key: &str) -> &mut Vec<u8> {
        put_name(self.0, key.as_bytes());
        self.0
    }

    pub(super) fn name(&mut self, key: &str, name: &str) {
        let bytes = self.key(key);
        put_name(bytes, name.as_bytes());
    }

    pub(super) fn integer(&mut self, key: &str, value: i64) {
        let bytes = self.key(key);
        bytes.push(b' ');
        put_integer(bytes, value);
    }

    pub(super) fn reference(&mut self, key: &str, id: ObjectId) {
        let bytes = self.key(key);
        bytes.push(b' ');
        put_reference(bytes, id);
    }

    /// Writes a text for people: in ASCII, or else in UTF-16.
    pub(super) fn text_string(&mut self, key: &str, text: &str) {
        let bytes = self.key(key);
        if text.is_ascii() && !text.contains(|c: char| c.is_ascii_control()) {
            put_literal(bytes, text.as_bytes());
        } else {
            let units = text.encode_utf16().flat_map(u16::to_be_bytes);
            let marked: Vec<u8> = [0xFE, 0xFF].into_iter().chain(units).collect();
            put_literal(bytes, &marked);
        }
    }

    /// Writes a string for programs.
    pub(super) fn string(&mut self, key: &str, string: &str) {
        let bytes = self.key(key);
        put_literal(bytes, string.as_bytes());
    }

    pub(super) fn array(&mut self, key: &str, write: impl FnOnce(&mut ArrayWriter<'_>)) {
        let bytes = self.key(key);
        bytes.push(b'[');
        write(&mut ArrayWriter(bytes));
        bytes.push(b']');
    }

    pub(super) fn dict(&mut self, key: &str, write: impl FnOnce(&mut DictWriter<'_>)) {
        put_dict(self.key(key), write);
    }
}

impl ArrayWriter<'_> {
    /// Writes a space if the next item would run together with the last.
    fn separate(&mut self) {
        if self.0.last().is_some_and(|last| !b"[]<>()".contains(last)) {
            self.0.push(b' ');
        }
    }

    pub(super) fn integer(&mut self, value: i64) {
        self.separate();
        put_integer(self.0, value);
    }

    pub(super) fn number(&mut self, value: f32) {
        self.separate();
        put_number(self.0, value);
    }

    pub(super) fn reference(&mut self, id: ObjectId) {
        self.separate();
        put_reference(self.0, id);
    }

    pub(super) fn references(&mut self, ids: impl IntoIterator<Item = ObjectId>) {
        ids.into_iter().for_each(|id| self.reference(id));
    }

    pub(super) fn array(&mut self, write: impl FnOnce(&mut ArrayWriter<'_>)) {
        self.0.push(b'[');
        write(&mut ArrayWriter(self.0));
        self.0.push(b']');
    }

    pub(super) fn dict(&mut self, write: impl FnOnce(&mut DictWriter<'_>)) {
        put_dict(self.0, write);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut DictWriter<'_>)) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_dict(&mut bytes, write);
        bytes
    }

    #[test]
    fn a_space_separates_only_what_would_run_together() {
        let bytes = written(|dict| {
            dict.name("S", "P");
            dict.integer("N", -7);
            dict.reference("Pg", (12, 0));
            dict.array("K", |kids| {
                kids.integer(1);
                kids.dict(|dict| dict.integer("MCID", 2));
                kids.array(|array| array.references([(3, 0), (4, 0)]));
                kids.number(2.5);
                kids.integer(5);
            });
            dict.dict("A", |dict| dict.name("O", "Table"));
        });
        let text = "<</S/P/N -7/Pg 12 0 R/K[1<</MCID 2>>[3 0 R 4 0 R]2.5 5]/A<</O/Table>>>>";
        assert_eq!(String::from_utf8_lossy(&bytes), text);
    }

    #[test]
    fn texts_are_in_ascii_or_marked_as_utf_16() {
        assert_eq!(written(|dict| dict.text_string("T", "a(b)")), b"<</T(a\\(b\\))>>");
        assert_eq!(written(|dict| dict.text_string("T", "\u{142}")), b"<</T(\xFE\xFF\x01B)>>");
        // Readers take an unescaped carriage return for a line feed.
        assert_eq!(written(|dict| dict.text_string("T", "\u{d0d}")), b"<</T(\xFE\xFF\\r\\r)>>");
    }

    #[test]
    fn a_reader_gets_the_texts_back() {
        let text = "»Ein\\ (Satz), –\u{2028} ﷽ \u{0d0d} \u{2829} 𝄞";
        let bytes = written(|dict| {
            dict.text_string("T", text);
            dict.string("D", "/T0 14 Tf (x)");
        });
        let file = [b"1 0 obj ".as_slice(), &bytes, b" endobj"].concat();
        let mut whole = b"%PDF-1.7\n".to_vec();
        let at = whole.len();
        whole.extend(file);
        let start = whole.len();
        whole.extend(format!("\nxref\n0 2\n0000000000 65535 f \n{at:010} 00000 n \ntrailer<</Size 2/Root 1 0 R>>\nstartxref\n{}\n%%EOF", start + 1).bytes());
        let document = lopdf::Document::load_mem(&whole).unwrap();
        let dict = document.get_dictionary((1, 0)).unwrap();
        assert_eq!(lopdf::decode_text_string(dict.get(b"T").unwrap()).unwrap(), text);
        assert_eq!(dict.get(b"D").unwrap().as_str().unwrap(), b"/T0 14 Tf (x)");
    }
}
