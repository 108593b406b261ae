//! What the file says of itself, as XMP: the standards it meets, the same as its information
//! dictionary, without a clock of its own, and what kit it is.

use lopdf::{Stream, dictionary};

use crate::document::Meta;
use crate::pdf::date::Date;

/// The namespace of the program's own properties.
pub(crate) const OURS: &str = "urn:interview-kit:xmp:1:";

/// The metadata stream, not compressed, so that programs that know nothing of PDF find it.
pub(crate) fn stream(
    (meta, date): (&Meta, Option<Date>),
    program: &str,
    identity: &[(&'static str, String)],
    archival: bool,
) -> Stream {
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
    let dates = date.map(Date::in_xmp).map_or_else(String::new, |date| {
        let property = |name| format!("<xmp:{name}>{date}</xmp:{name}>\n");
        ["CreateDate", "ModifyDate", "MetadataDate"].map(property).concat()
    });
    let own: String = identity.iter().map(|(name, value)| own(name, value) + "\n").collect();
    let kept = if archival { ARCHIVAL } else { "" };
    let schemas = if archival { schemas(identity) } else { String::new() };
    let packet = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
        <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
        <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
        <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
        xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
        xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:ikit=\"{OURS}\">\n\
        {properties}\
        <xmp:CreatorTool>{program}</xmp:CreatorTool>\n\
        {dates}\
        <pdf:Producer>{program}</pdf:Producer>\n\
        <pdfuaid:part>1</pdfuaid:part>\n\
        {own}\
        </rdf:Description>\n{kept}{schemas}</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    );
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes())
        .with_compression(false)
}

/// One of the program's own properties.
fn own(name: &str, value: &str) -> String {
    format!("<ikit:{name}>{}</ikit:{name}>", escaped(value))
}

/// Whether a file that this program wrote says this of itself, by one of the program's own properties. Of
/// one that is protected nothing is known.
#[must_use]
pub fn says(file: &[u8], name: &str, value: &str) -> bool {
    memchr::memmem::find(file, own(name, value).as_bytes()).is_some()
}

/// What a file that this program wrote says of itself, as it is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The document's title.
    pub title: String,
    /// Its language, a BCP 47 tag.
    pub language: String,
    packet: String,
}

/// Reads the metadata without the rest of the file; nothing if they are encrypted.
#[must_use]
pub fn said(file: &[u8]) -> Option<Said> {
    let place = |word: &[u8], from: usize| memchr::memmem::find(file.get(from..)?, word).map(|at| from + at);
    let start = place(b"<x:xmpmeta ", 0)?;
    let packet = std::str::from_utf8(&file[start..place(b"</x:xmpmeta>", start)?]).ok()?;
    let list = |name: &str| {
        let (_, rest) = packet.split_once(&format!("<dc:{name}>"))?;
        let (_, rest) = rest.split_once("<rdf:li")?.1.split_once('>')?;
        Some(unescaped(rest.split_once('<')?.0))
    };
    let (title, language) = (list("title").unwrap_or_default(), list("language").unwrap_or_default());
    Some(Said { title, language, packet: packet.to_owned() })
}

impl Said {
    /// One of the program's own properties.
    #[must_use]
    pub fn own(&self, name: &str) -> Option<String> {
        let (_, rest) = self.packet.split_once(&format!("<ikit:{name}>"))?;
        Some(unescaped(rest.split_once('<')?.0))
    }
}

/// The standard for files that are kept: ISO 19005-3, level A.
const ARCHIVAL: &str = "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n\
    <pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n</rdf:Description>\n";

/// That standard asks for a description of every property it does not know itself.
fn schemas(identity: &[(&'static str, String)]) -> String {
    let property = |name: &str, kind: &str, what: &str| {
        format!(
            "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{name}</pdfaProperty:name>\
            <pdfaProperty:valueType>{kind}</pdfaProperty:valueType>\
            <pdfaProperty:category>internal</pdfaProperty:category>\
            <pdfaProperty:description>{what}</pdfaProperty:description></rdf:li>\n"
        )
    };
    let schema = |name: &str, namespace: &str, prefix: &str, properties: &str| {
        format!(
            "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>{name}</pdfaSchema:schema>\
            <pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>\
            <pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\
            <pdfaSchema:property><rdf:Seq>\n{properties}</rdf:Seq></pdfaSchema:property></rdf:li>\n"
        )
    };
    let accessible = property("part", "Integer", "Part of ISO 14289 that is met");
    let own: String = identity.iter().map(|(name, _)| property(name, "Text", "What kit this is")).collect();
    let accessible =
        schema("PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", &accessible);
    let own = if own.is_empty() { own } else { schema("Interview kit", OURS, "ikit", &own) };
    format!(
        "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
        xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
        xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n\
        <pdfaExtension:schemas><rdf:Bag>\n{accessible}{own}</rdf:Bag></pdfaExtension:schemas>\n\
        </rdf:Description>\n"
    )
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

/// The text that stands so in XML.
fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
