//! Reads a PDF file back with code that the writer does not share: `lopdf` for the objects, and the
//! tables below for the text.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};

/// An open PDF file.
pub(crate) struct Reader {
    pub(crate) document: Document,
    pub(crate) pages: Vec<ObjectId>,
    fonts: BTreeMap<Vec<u8>, ToUnicode>,
}

/// An entry of the outline.
#[derive(Debug)]
pub(crate) struct Bookmark {
    pub(crate) title: String,
    pub(crate) level: usize,
    /// The index of its page.
    pub(crate) page: usize,
}

impl Reader {
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).unwrap();
        let pages: Vec<ObjectId> = document.page_iter().collect();
        let mut reader = Self { document, pages, fonts: BTreeMap::new() };
        for (name, font) in reader.fonts() {
            let map = reader.stream(font.get(b"ToUnicode").unwrap());
            reader.fonts.insert(name, ToUnicode::parse(&map));
        }
        reader
    }

    pub(crate) fn get<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).unwrap().1
    }

    pub(crate) fn dict(&self, object: &Object) -> Dictionary {
        self.get(object).as_dict().unwrap().clone()
    }

    /// Returns the decompressed bytes of a stream.
    pub(crate) fn stream(&self, object: &Object) -> Vec<u8> {
        self.get(object).as_stream().unwrap().get_plain_content().unwrap()
    }

    /// Returns the fonts that all pages share, by resource name.
    pub(crate) fn fonts(&self) -> Vec<(Vec<u8>, Dictionary)> {
        let mut found = BTreeMap::new();
        for page in &self.pages {
            let resources = self.inherited(*page, b"Resources");
            let Ok(fonts) = resources.as_dict().and_then(|r| r.get(b"Font")) else { continue };
            for (name, font) in &self.dict(fonts) {
                found.insert(name.clone(), self.dict(font));
            }
        }
        found.into_iter().collect()
    }

    /// Returns an attribute of a page, its own or inherited.
    pub(crate) fn inherited(&self, page: ObjectId, key: &[u8]) -> Object {
        let mut node = self.document.get_dictionary(page).unwrap();
        loop {
            if let Ok(value) = node.get(key) {
                return self.get(value).clone();
            }
            node =
                self.document.get_dictionary(node.get(b"Parent").unwrap().as_reference().unwrap()).unwrap();
        }
    }

    /// Returns the text of a page as a reader copies it: by `ToUnicode`, or by `ActualText` where there
    /// is one. Each move to another place starts a new line.
    pub(crate) fn page_text(&self, page: usize) -> String {
        self.stretches(page).into_iter().map(|(_, text)| text).collect()
    }

    /// Returns the text that a form object with its own fonts draws.
    pub(crate) fn form_text(&self, form: &Object) -> String {
        let stream = self.get(form).as_stream().unwrap();
        let resources = self.dict(stream.dict.get(b"Resources").unwrap());
        let fonts = self.dict(resources.get(b"Font").unwrap());
        let content = Content::decode(&self.stream(form)).unwrap();
        let mut font = None;
        let mut text = String::new();
        for operation in &content.operations {
            match (operation.operator.as_str(), operation.operands.as_slice()) {
                ("Tf", [name, ..]) => {
                    let font_dict = self.dict(fonts.get(name.as_name().unwrap()).unwrap());
                    font = Some(ToUnicode::parse(&self.stream(font_dict.get(b"ToUnicode").unwrap())));
                }
                ("TJ", [Object::Array(parts)]) => {
                    for part in parts {
                        if let Object::String(codes, _) = part {
                            text.push_str(&font.as_ref().unwrap().decode(codes));
                        }
                    }
                }
                _ => {}
            }
        }
        text
    }

    /// Returns the text of the marked content of a page, with its numbers.
    pub(crate) fn marked(&self, page: usize) -> Vec<(i64, String)> {
        self.stretches(page).into_iter().filter_map(|(number, text)| Some((number?, text))).collect()
    }

    /// Returns the text of a page in stretches, each with the number of its marked content.
    fn stretches(&self, page: usize) -> Vec<(Option<i64>, String)> {
        let content = Content::decode(&self.document.get_page_content(self.pages[page])).unwrap();
        let mut stretches = Vec::new();
        let mut open: Vec<Option<i64>> = Vec::new();
        let mut text = String::new();
        let mut font = None;
        let mut inside_actual = false;
        // The start of text that is shown backwards.
        let mut reversed = None;
        for operation in &content.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "Tf" => font = Some(&self.fonts[operands[0].as_name().unwrap()]),
                "Td" => text.push('\n'),
                "BMC" => {
                    open.push(None);
                    if operands[0].as_name().unwrap() == b"ReversedChars" {
                        reversed = Some(text.len());
                    }
                }
                "BDC" => {
                    let number = operands[1].as_dict().and_then(|d| d.get(b"MCID")?.as_i64()).ok();
                    if number.is_some() {
                        stretches.push((None, std::mem::take(&mut text)));
                    }
                    open.push(number);
                    if let Ok(actual) = operands[1].as_dict().and_then(|d| d.get(b"ActualText")) {
                        text.push_str(&decode_text_string(actual).unwrap());
                        inside_actual = true;
                    }
                }
                "EMC" => {
                    inside_actual = false;
                    if let Some(start) = reversed.take_if(|_| open.last() == Some(&None)) {
                        let backwards: String = text.split_off(start).chars().rev().collect();
                        text.push_str(&backwards);
                    }
                    if let Some(Some(number)) = open.pop() {
                        stretches.push((Some(number), std::mem::take(&mut text)));
                    }
                }
                "TJ" if !inside_actual => {
                    for part in operands[0].as_array().unwrap() {
                        if let Object::String(codes, _) = part {
                            text.push_str(&font.unwrap().decode(codes));
                        }
                    }
                }
                "Tj" if !inside_actual => text.push_str(&font.unwrap().decode(operands[0].as_str().unwrap())),
                _ => {}
            }
        }
        stretches.push((None, text));
        stretches
    }

    pub(crate) fn all_text(&self) -> String {
        (0..self.pages.len()).map(|n| self.page_text(n) + "\n").collect()
    }

    pub(crate) fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }

    pub(crate) fn info(&self) -> BTreeMap<String, String> {
        let info = self.dict(self.document.trailer.get(b"Info").unwrap());
        let entry = |(key, value): (&Vec<u8>, &Object)| {
            (String::from_utf8(key.clone()).unwrap(), decode_text_string(self.get(value)).unwrap())
        };
        info.iter().map(entry).collect()
    }

    /// Returns the index of the page that a destination names.
    pub(crate) fn page_of_destination(&self, dest: &Object) -> usize {
        let page = self.get(dest).as_array().unwrap()[0].as_reference().unwrap();
        self.pages.iter().position(|p| *p == page).unwrap()
    }

    /// Returns the outline from top to bottom, and checks the links between its entries.
    pub(crate) fn outline(&self) -> Vec<Bookmark> {
        let mut out = Vec::new();
        if let Ok(root) = self.catalog().get(b"Outlines") {
            self.walk(root.as_reference().unwrap(), 0, &mut out);
        }
        out
    }

    fn walk(&self, id: ObjectId, level: usize, out: &mut Vec<Bookmark>) {
        let node = self.document.get_dictionary(id).unwrap();
        let Ok(first) = node.get(b"First") else { return };
        let mut next = Some(first.as_reference().unwrap());
        let mut previous = None;
        let mut count = 0;
        while let Some(child) = next {
            let entry = self.document.get_dictionary(child).unwrap();
            assert_eq!(entry.get(b"Parent").unwrap().as_reference().unwrap(), id);
            assert_eq!(entry.get(b"Prev").ok().map(|p| p.as_reference().unwrap()), previous);
            let title = decode_text_string(entry.get(b"Title").unwrap()).unwrap();
            out.push(Bookmark {
                title,
                level: level + 1,
                page: self.page_of_destination(entry.get(b"Dest").unwrap()),
            });
            self.walk(child, level + 1, out);
            previous = Some(child);
            next = entry.get(b"Next").ok().map(|n| n.as_reference().unwrap());
            count += 1;
        }
        assert_eq!(node.get(b"Last").ok().map(|p| p.as_reference().unwrap()), previous);
        assert_eq!(node.get(b"Count").unwrap().as_i64().unwrap().abs(), count);
    }

    /// Returns everything in the file that could hold words: the strings of all objects, and all streams
    /// decompressed.
    pub(crate) fn strings_and_streams(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for object in self.document.objects.values() {
            collect_strings(object, &mut out);
        }
        out
    }
}

fn collect_strings(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::String(bytes, _) => {
            out.extend(decode_text_string(object).map_or_else(|_| bytes.clone(), String::into_bytes));
            out.push(b'\n');
        }
        Object::Name(name) => out.extend(name),
        Object::Array(items) => items.iter().for_each(|item| collect_strings(item, out)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| collect_strings(value, out)),
        Object::Stream(stream) => {
            stream.dict.iter().for_each(|(_, value)| collect_strings(value, out));
            out.extend(stream.get_plain_content().unwrap_or_else(|_| stream.content.clone()));
            out.push(b'\n');
        }
        _ => {}
    }
}

/// The characters of the codes of a font.
#[derive(Debug, Default)]
pub(crate) struct ToUnicode(pub(crate) BTreeMap<u16, String>);

impl ToUnicode {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut map = BTreeMap::new();
        for (start, end, ranges) in
            [("beginbfchar", "endbfchar", false), ("beginbfrange", "endbfrange", true)]
        {
            for block in text.split(start).skip(1) {
                let block = block.split(end).next().unwrap();
                let words: Vec<Vec<u16>> = block.split('<').skip(1).map(hex).collect();
                for entry in words.chunks(if ranges { 3 } else { 2 }) {
                    let last = if ranges { entry[1][0] } else { entry[0][0] };
                    for code in entry[0][0]..=last {
                        let mut units = entry[entry.len() - 1].clone();
                        *units.last_mut().unwrap() += code - entry[0][0];
                        map.insert(code, String::from_utf16(&units).unwrap());
                    }
                }
            }
        }
        Self(map)
    }

    /// Returns the text of each glyph.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    fn decode(&self, codes: &[u8]) -> String {
        codes.chunks(2).map(|c| self.0[&u16::from_be_bytes([c[0], c[1]])].as_str()).collect()
    }
}

/// Parses `00480049>` as UTF-16 units.
fn hex(word: &str) -> Vec<u16> {
    let digits: String = word.split('>').next().unwrap().split_whitespace().collect();
    (0..digits.len() / 4).map(|n| u16::from_str_radix(&digits[n * 4..n * 4 + 4], 16).unwrap()).collect()
}

/// Returns the text without white space.
pub(crate) fn without_white_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
