//! What fields calculate by themselves, for readers that run the scripts of the standard.
//!
//! A script needs nothing but its own field and is written for the oldest engine that runs it. Where
//! none runs, a field is one to write in like the others.

/// The mean of the whole numbers that are chosen in some fields, to two places. Before anything is
/// chosen, what was written by hand stays; when all that is chosen is no number, there is no mean.
pub(super) fn mean(of: &[String]) -> String {
    let names = of.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(",");
    format!(
        "var a=[{names}],s=0,n=0,o=0,i,f,v;\
        for(i=0;i<a.length;i++){{\
        f=this.getField(a[i]);v=f?String(f.value):\"\";\
        if(/^[0-9]+$/.test(v)){{s+=Number(v);n++}}\
        else if(v!=\"\"&&v!=\"Off\")o++}}\
        if(n>0)event.value=(s/n).toFixed(2);else if(o>0)event.value=\"\";"
    )
}

/// A text as the language of scripts writes it, in ASCII alone.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for unit in text.encode_utf16() {
        match u8::try_from(unit).map(char::from) {
            Ok(c @ ('"' | '\\')) => out.extend(['\\', c]),
            Ok(c @ ' '..='~') => out.push(c),
            _ => out.extend(format!("\\u{unit:04x}").chars()),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_their_quotes() {
        assert_eq!(quoted("a/b:c"), "\"a/b:c\"");
        assert_eq!(quoted("\"]; app.alert(\"x\\\n"), r#""\"]; app.alert(\"x\\\u000a""#);
        assert_eq!(quoted("é😀"), r#""\u00e9\ud83d\ude00""#);
    }
}
