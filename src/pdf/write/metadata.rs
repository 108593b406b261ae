//! The XMP metadata: title and author, the standards that the file meets, the identity of the kit.
//!
//! It repeats the information dictionary, and takes its date from there, never from a clock.

use lopdf::{Stream, dictionary};

use crate::document::Meta;
use crate::pdf::date::Date;

/// The namespace of the program's own properties.
pub(super) const NAMESPACE: &str = "urn:interview-kit:xmp:1:";

/// The values of the metadata.
pub(super) struct Metadata<'m> {
    pub(super) meta: &'m Meta,
    pub(super) date: Option<Date>,
    pub(super) program: &'m str,
    /// The program's own properties.
    pub(super) identity: &'m [(&'static str, String)],
    /// True if the file conforms to PDF/A-3.
    pub(super) archival: bool,
}

/// Returns the metadata stream, uncompressed, so that programs without a PDF reader find it.
pub(super) fn metadata_stream(metadata: &Metadata<'_>) -> Stream {
    let Metadata { program, identity, archival, .. } = *metadata;
    let properties = document_properties(metadata.meta);
    let dates = metadata.date.map_or_else(String::new, date_properties);
    let own: String = identity.iter().map(|(name, value)| own_property(name, value) + "\n").collect();
    let (conformance, schemas) =
        if archival { (PDFA_CONFORMANCE, extension_schemas(identity)) } else { ("", String::new()) };
    let packet = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
        <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
        <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
        <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
        xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
        xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:ikit=\"{NAMESPACE}\">\n\
        {properties}\
        <xmp:CreatorTool>{program}</xmp:CreatorTool>\n\
        {dates}\
        <pdf:Producer>{program}</pdf:Producer>\n\
        <pdfuaid:part>1</pdfuaid:part>\n\
        {own}\
        </rdf:Description>\n{conformance}{schemas}</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    );
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes())
        .with_compression(false)
}

/// Returns the properties of Dublin Core, without those that are empty.
fn document_properties(meta: &Meta) -> String {
    const ANY_LANGUAGE: &str = " xml:lang=\"x-default\"";
    let property = |name: &str, container: &str, language: &str, text: &str| match escape_xml(text) {
        text if text.is_empty() => String::new(),
        text => format!(
            "<dc:{name}><rdf:{container}><rdf:li{language}>{text}</rdf:li></rdf:{container}></dc:{name}>\n"
        ),
    };
    [
        property("title", "Alt", ANY_LANGUAGE, &meta.title),
        property("creator", "Seq", "", &meta.author),
        property("description", "Alt", ANY_LANGUAGE, &meta.subject),
        property("language", "Bag", "", &meta.language),
    ]
    .concat()
}

fn date_properties(date: Date) -> String {
    let date = date.to_xmp_string();
    let property = |name| format!("<xmp:{name}>{date}</xmp:{name}>\n");
    ["CreateDate", "ModifyDate", "MetadataDate"].map(property).concat()
}

/// Returns one of the program's own properties as XML.
pub(super) fn own_property(name: &str, value: &str) -> String {
    format!("<ikit:{name}>{}</ikit:{name}>", escape_xml(value))
}

/// The conformance to ISO 19005-3, level A.
const PDFA_CONFORMANCE: &str = "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n\
    <pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n</rdf:Description>\n";

/// Returns the extension schemas: PDF/A asks for a description of every property that it does not know.
fn extension_schemas(identity: &[(&'static str, String)]) -> String {
    let property = |name: &str, kind: &str, description: &str| {
        format!(
            "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{name}</pdfaProperty:name>\
            <pdfaProperty:valueType>{kind}</pdfaProperty:valueType>\
            <pdfaProperty:category>internal</pdfaProperty:category>\
            <pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>\n"
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
    let pdfua = property("part", "Integer", "Part of ISO 14289 that is met");
    let pdfua = schema("PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", &pdfua);
    let own: String = identity.iter().map(|(name, _)| property(name, "Text", "What kit this is")).collect();
    let own = if own.is_empty() { own } else { schema("Interview kit", NAMESPACE, "ikit", &own) };
    format!(
        "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
        xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
        xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n\
        <pdfaExtension:schemas><rdf:Bag>\n{pdfua}{own}</rdf:Bag></pdfaExtension:schemas>\n\
        </rdf:Description>\n"
    )
}

/// Escapes text for XML, and drops the characters that XML forbids.
fn escape_xml(text: &str) -> String {
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

/// Reverts [`escape_xml`].
pub(super) fn unescape_xml(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
