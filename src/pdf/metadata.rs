//! What the file says of itself, as XMP: the standard it meets, and the same as its information
//! dictionary, without a clock.

use lopdf::{Stream, dictionary};

use crate::document::Meta;

/// The metadata stream, not compressed, so that programs that know nothing of PDF find it.
pub(super) fn stream(meta: &Meta, program: &str) -> Stream {
    // A property, what its values are as a whole, and the value, if there is one.
    let property = |name: &str, values: &str, language: &str, text: &str| match escaped(text) {
        text if text.is_empty() => String::new(),
        text => {
            format!("<dc:{name}><rdf:{values}><rdf:li{language}>{text}</rdf:li></rdf:{values}></dc:{name}>\n")
        }
    };
    let any = " xml:lang=\"x-default\"";
    let properties = [
        property("title", "Alt", any, &meta.title),
        property("creator", "Seq", "", &meta.author),
        property("description", "Alt", any, &meta.subject),
        property("language", "Bag", "", &meta.language),
    ]
    .concat();
    let packet = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
        <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
        <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
        <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
        xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
        {properties}\
        <pdf:Producer>{program}</pdf:Producer>\n\
        <pdfuaid:part>1</pdfuaid:part>\n\
        </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    );
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes())
        .with_compression(false)
}

/// Text as it stands in XML; characters that may not stand there are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}
