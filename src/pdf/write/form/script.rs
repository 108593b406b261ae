//! The script of calculated fields, for readers that run the scripts of the standard.
//!
//! A script depends on nothing but its own field, and is written for the oldest engine. In readers without
//! scripts, people fill in the field themselves.

/// Returns the script that calculates the mean of the whole numbers chosen in some fields, to two places.
///
/// Before anything is chosen, a value written by hand stays. If no choice is a number, the field is emptied.
pub(super) fn mean_script(of: &[String]) -> String {
    let names = of.iter().map(|name| quote(name)).collect::<Vec<_>>().join(",");
    format!(
        "var a=[{names}],s=0,n=0,o=0,i,f,v;\
        for(i=0;i<a.length;i++){{\
        f=this.getField(a[i]);v=f?String(f.value):\"\";\
        if(/^[0-9]+$/.test(v)){{s+=Number(v);n++}}\
        else if(v!=\"\"&&v!=\"Off\")o++}}\
        if(n>0)event.value=(s/n).toFixed(2);else if(o>0)event.value=\"\";"
    )
}

/// Returns a text as a string literal of JavaScript, in ASCII.
fn quote(text: &str) -> String {
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
    fn names_cannot_end_their_literal() {
        assert_eq!(quote("a/b:c"), "\"a/b:c\"");
        assert_eq!(quote("\"]; app.alert(\"x\\\n"), r#""\"]; app.alert(\"x\\\u000a""#);
        assert_eq!(quote("é😀"), r#""\u00e9\ud83d\ude00""#);
    }
}
