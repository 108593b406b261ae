//! Dictionaries that are written as they come, for objects that a file has thousands of: as trees of values
//! they would cost more than all else there is to a page.

use lopdf::ObjectId;

use crate::pdf::syntax::{put_integer, put_literal, put_name, put_number, put_reference};

/// A dictionary in the making.
pub(crate) struct Dict<'b>(&'b mut Vec<u8>);

/// An array in the making.
pub(crate) struct Array<'b>(&'b mut Vec<u8>);

/// Writes a dictionary.
pub(crate) fn put_dict(bytes: &mut Vec<u8>, write: impl FnOnce(&mut Dict<'_>)) {
    bytes.extend(b"<<");
    write(&mut Dict(bytes));
    bytes.extend(b">>");
}

impl Dict<'_> {
    fn key(&mut self, key: &str) -> &mut Vec<u8> {
        put_name(self.0, key.as_bytes());
        self.0
    }

    pub(crate) fn name(&mut self, key: &str, name: &str) {
        let bytes = self.key(key);
        put_name(bytes, name.as_bytes());
    }

    pub(crate) fn integer(&mut self, key: &str, value: i64) {
        let bytes = self.key(key);
        bytes.push(b' ');
        put_integer(bytes, value);
    }

    pub(crate) fn reference(&mut self, key: &str, id: ObjectId) {
        let bytes = self.key(key);
        bytes.push(b' ');
        put_reference(bytes, id);
    }

    /// A text that people read.
    pub(crate) fn text(&mut self, key: &str, text: &str) {
        let bytes = self.key(key);
        if text.is_ascii() && !text.contains(|c: char| c.is_ascii_control()) {
            put_literal(bytes, text.as_bytes());
        } else {
            let units = text.encode_utf16().flat_map(u16::to_be_bytes);
            let marked: Vec<u8> = [0xFE, 0xFF].into_iter().chain(units).collect();
            put_literal(bytes, &marked);
        }
    }

    /// A string that programs read.
    pub(crate) fn string(&mut self, key: &str, string: &str) {
        let bytes = self.key(key);
        put_literal(bytes, string.as_bytes());
    }

    pub(crate) fn array(&mut self, key: &str, write: impl FnOnce(&mut Array<'_>)) {
        let bytes = self.key(key);
        bytes.push(b'[');
        write(&mut Array(bytes));
        bytes.push(b']');
    }

    pub(crate) fn dict(&mut self, key: &str, write: impl FnOnce(&mut Dict<'_>)) {
        put_dict(self.key(key), write);
    }
}

impl Array<'_> {
    /// Parts what would run together.
    fn part(&mut self) {
        if self.0.last().is_some_and(|last| !b"[]<>()".contains(last)) {
            self.0.push(b' ');
        }
    }

    pub(crate) fn integer(&mut self, value: i64) {
        self.part();
        put_integer(self.0, value);
    }

    pub(crate) fn number(&mut self, value: f32) {
        self.part();
        put_number(self.0, value);
    }

    pub(crate) fn reference(&mut self, id: ObjectId) {
        self.part();
        put_reference(self.0, id);
    }

    pub(crate) fn references(&mut self, ids: impl IntoIterator<Item = ObjectId>) {
        ids.into_iter().for_each(|id| self.reference(id));
    }

    pub(crate) fn array(&mut self, write: impl FnOnce(&mut Array<'_>)) {
        self.0.push(b'[');
        write(&mut Array(self.0));
        self.0.push(b']');
    }

    pub(crate) fn dict(&mut self, write: impl FnOnce(&mut Dict<'_>)) {
        put_dict(self.0, write);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(write: impl FnOnce(&mut Dict<'_>)) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_dict(&mut bytes, write);
        bytes
    }

    #[test]
    fn what_would_run_together_is_parted() {
        let bytes = of(|dict| {
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
    fn texts_are_in_ascii_or_say_what_they_are_in() {
        assert_eq!(of(|dict| dict.text("T", "a(b)")), b"<</T(a\\(b\\))>>");
        assert_eq!(of(|dict| dict.text("T", "\u{142}")), b"<</T(\xFE\xFF\x01B)>>");
        // The byte of a carriage return would be read as another.
        assert_eq!(of(|dict| dict.text("T", "\u{d0d}")), b"<</T(\xFE\xFF\\r\\r)>>");
    }

    #[test]
    fn what_is_written_is_read_back() {
        let text = "»Ein\\ (Satz), –\u{2028} ﷽ \u{0d0d} \u{2829} 𝄞";
        let bytes = of(|dict| {
            dict.text("T", text);
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
