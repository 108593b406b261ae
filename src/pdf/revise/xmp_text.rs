//! The texts of XMP metadata without the words of XMP itself, some of which are also names of people.

/// Attributes whose values are words of XML and RDF.
const OWN_ATTRIBUTES: [&str; 3] = ["xmlns", "xml:", "rdf:parseType"];

/// Properties that name the program that wrote the file, not a person.
const PROGRAM_PROPERTIES: [&str; 4] = ["pdf:Producer", "xmp:CreatorTool", "stEvt:softwareAgent", "x:xmptk"];

/// The texts of XMP metadata.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct XmpTexts {
    /// The texts and the values of attributes.
    pub(super) written: String,
    /// The names of programs.
    pub(super) programs: String,
}

impl XmpTexts {
    /// Reads the texts of XMP metadata.
    pub(super) fn read(text: &str) -> Self {
        let mut parts = text.split('<');
        let mut found = Self { written: parts.next().unwrap_or_default().to_owned(), ..Self::default() };
        for part in parts {
            found.written.push(' ');
            // A comment is a text.
            let (tag, after) =
                if part.starts_with('!') { ("", part) } else { part.split_once('>').unwrap_or((part, "")) };
            found.push_attribute_values(tag);
            let of_program = PROGRAM_PROPERTIES.iter().any(|property| tag.trim() == *property);
            found.push(of_program, after);
        }
        Self { written: unescape(&found.written), programs: unescape(&found.programs) }
    }

    fn push(&mut self, of_program: bool, text: &str) {
        let texts = if of_program { &mut self.programs } else { &mut self.written };
        texts.push(' ');
        texts.push_str(text);
    }

    /// Adds the values of the attributes of a tag, without those of XML and RDF themselves.
    fn push_attribute_values(&mut self, tag: &str) {
        let mut rest = tag;
        while let Some((before, after)) = rest.split_once(['"', '\'']) {
            let quote = rest[before.len()..].chars().next().unwrap_or('"');
            let (value, next) = after.split_once(quote).unwrap_or((after, ""));
            let name = before.trim_end().trim_end_matches('=').trim_end();
            let name = name.rsplit(char::is_whitespace).next().unwrap_or_default();
            if !OWN_ATTRIBUTES.iter().any(|own| name.starts_with(own)) {
                self.push(PROGRAM_PROPERTIES.contains(&name), value);
            }
            rest = next;
        }
    }
}

/// Resolves the character references of XML.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let reference = after.split_once(';').filter(|(name, _)| name.len() <= 10);
        let character = reference.and_then(|(name, _)| match name.strip_prefix('#') {
            Some(number) => {
                let hexadecimal = number.strip_prefix(['x', 'X']);
                let code =
                    hexadecimal.map_or_else(|| number.parse().ok(), |n| u32::from_str_radix(n, 16).ok());
                char::from_u32(code?)
            }
            None => [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')]
                .into_iter()
                .find_map(|(known, c)| (known == name).then_some(c)),
        });
        if let (Some(c), Some((_, after))) = (character, reference) {
            out.push(c);
            rest = after;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_programs_are_told_apart() {
        let xmp = XmpTexts::read(
            "<x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk=\"Adobe Core\"><pdf:Producer>Quartz</pdf:Producer>Ada\
             <a xmp:CreatorTool = 'Mac' b:c='Bo &amp; Co' /><!-- Cy --></x:xmpmeta>",
        );
        assert_eq!(xmp.programs.split_whitespace().collect::<Vec<_>>(), ["Adobe", "Core", "Quartz", "Mac"]);
        let written: Vec<&str> = xmp.written.split_whitespace().collect();
        assert_eq!(written, ["Ada", "Bo", "&", "Co", "!--", "Cy", "-->"]);
    }
}
