//! The texts of XMP metadata without the words of XMP itself, some of which are also names of people.

/// Attributes whose values are words of XML and RDF.
const OWN_ATTRIBUTES: [&str; 3] = ["xmlns", "xml:", "rdf:parseType"];

/// Returns the texts and the values of attributes of XMP metadata.
pub(super) fn written_text(text: &str) -> String {
    let mut parts = text.split('<');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push(' ');
        // A comment is a text.
        let (tag, after) =
            if part.starts_with('!') { ("", part) } else { part.split_once('>').unwrap_or((part, "")) };
        push_attribute_values(tag, &mut out);
        out.push(' ');
        out.push_str(after);
    }
    unescape(&out)
}

/// Adds the values of the attributes of a tag, without those of XML and RDF themselves.
fn push_attribute_values(tag: &str, out: &mut String) {
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once(['"', '\'']) {
        let quote = rest[before.len()..].chars().next().unwrap_or('"');
        let (value, next) = after.split_once(quote).unwrap_or((after, ""));
        let name = before.trim_start();
        if !OWN_ATTRIBUTES
            .iter()
            .any(|own| name.rsplit(char::is_whitespace).next().is_some_and(|n| n.starts_with(own)))
        {
            out.push(' ');
            out.push_str(value);
        }
        rest = next;
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
