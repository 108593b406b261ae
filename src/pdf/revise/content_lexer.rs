//! Reads the operators of a content stream one by one, within memory that does not grow with the stream.

/// An operand of an operator.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    /// A name, without its slash.
    Name(Vec<u8>),
    /// The bytes of a string.
    String(Vec<u8>),
    /// A number.
    Number(f32),
    /// The start or end of an array or dictionary.
    Bracket,
}

/// The greatest number of operands that are kept for one operator.
const MAX_OPERANDS: usize = 4_096;
/// The operator that starts the data of an inline image.
const IMAGE_DATA: &[u8] = b"ID";

/// Calls `visit` with each operator and its operands. Longer lists of operands are visited in parts.
pub(super) fn visit_operators(content: &[u8], visit: impl FnMut(&[u8], &[Operand])) {
    OperandStack::default().visit_operators(content, visit);
}

/// The operands of an operator. They may stand in another stream of a page than their operator.
#[derive(Default)]
pub(super) struct OperandStack(Vec<Operand>);

impl OperandStack {
    /// Calls `visit` with each operator of the next stream and its operands.
    pub(super) fn visit_operators(&mut self, content: &[u8], mut visit: impl FnMut(&[u8], &[Operand])) {
        let mut lexer = Lexer { bytes: content, at: 0 };
        while let Some(token) = lexer.next_token() {
            match token {
                Token::Operand(operand) => {
                    self.0.push(operand);
                    if self.0.len() == MAX_OPERANDS {
                        visit(b"", &self.0);
                        self.0.clear();
                    }
                }
                Token::Operator(operator) => {
                    visit(operator, &self.0);
                    self.0.clear();
                    if operator == IMAGE_DATA {
                        lexer.skip_image();
                    }
                }
            }
        }
    }
}

enum Token<'c> {
    Operand(Operand),
    Operator(&'c [u8]),
}

struct Lexer<'c> {
    bytes: &'c [u8],
    at: usize,
}

impl<'c> Lexer<'c> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next_token(&mut self) -> Option<Token<'c>> {
        loop {
            match self.peek()? {
                b'%' => self.skip_while(|byte| !matches!(byte, b'\n' | b'\r')),
                byte if is_space(byte) => self.at += 1,
                b'(' => return Some(Token::Operand(Operand::String(self.literal()))),
                b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => return Some(self.bracket(2)),
                b'<' => return Some(Token::Operand(Operand::String(self.hexadecimal()))),
                b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => return Some(self.bracket(2)),
                b'[' | b']' | b'{' | b'}' | b'>' | b')' => return Some(self.bracket(1)),
                b'/' => {
                    self.at += 1;
                    return Some(Token::Operand(Operand::Name(decode_name(self.word()))));
                }
                _ => {
                    let word = self.word();
                    let number = std::str::from_utf8(word).ok().and_then(|word| word.parse().ok());
                    return Some(match number.filter(|_| !word[0].is_ascii_alphabetic()) {
                        Some(number) => Token::Operand(Operand::Number(number)),
                        None => Token::Operator(word),
                    });
                }
            }
        }
    }

    fn bracket(&mut self, length: usize) -> Token<'c> {
        self.at += length;
        Token::Operand(Operand::Bracket)
    }

    fn skip_while(&mut self, is_skipped: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&is_skipped) {
            self.at += 1;
        }
    }

    /// Returns the bytes up to the next delimiter.
    fn word(&mut self) -> &'c [u8] {
        let start = self.at;
        self.skip_while(|byte| !is_space(byte) && !b"()<>[]{}/%".contains(&byte));
        &self.bytes[start..self.at]
    }

    fn literal(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => {
                    depth += 1;
                    if depth == 1 {
                        continue;
                    }
                }
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    out.extend(self.escape());
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }

    /// Returns the byte of an escape; none for a line break that is left out.
    fn escape(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                Some(value as u8)
            }
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                None
            }
            b'\n' => None,
            other => Some(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut high = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = char::from(byte).to_digit(16).map(|digit| digit as u8) else { continue };
            match high.take() {
                Some(high) => out.push(high << 4 | digit),
                None => high = Some(digit),
            }
        }
        out.extend(high.map(|high| high << 4));
        out
    }

    /// Skips the data of an inline image, up to its end operator.
    fn skip_image(&mut self) {
        let rest = &self.bytes[self.at..];
        let end = rest.windows(4).position(|part| {
            is_space(part[0]) && &part[1..3] == b"EI" && (is_space(part[3]) || part[3] == b'Q')
        });
        self.at += end.map_or(rest.len(), |end| end + 3);
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 12 | 0)
}

/// Resolves the escapes of a name.
fn decode_name(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((byte, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *byte == b'#').and_then(|digits| {
            let digits = std::str::from_utf8(digits).ok()?;
            u8::from_str_radix(digits, 16).ok()
        });
        out.push(digits.unwrap_or(*byte));
        rest = if digits.is_some() { &after[2..] } else { after };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_come_with_their_operands() {
        let mut seen = Vec::new();
        let content = b"/F#31 9 Tf [(a\\)\\101) -20 <4 2>] TJ % (x)\nBI /W 1 ID \x00(\xff EI (b) Tj ((c";
        visit_operators(content, |operator, operands| {
            let strings = operands.iter().filter_map(|operand| match operand {
                Operand::String(bytes) | Operand::Name(bytes) => Some(bytes.clone()),
                _ => None,
            });
            seen.push((operator.to_vec(), strings.collect::<Vec<_>>()));
        });
        let expected: [(&[u8], &[&[u8]]); 5] =
            [(b"Tf", &[b"F1"]), (b"TJ", &[b"a)A", b"B"]), (b"BI", &[]), (b"ID", &[b"W"]), (b"Tj", &[b"b"])];
        let expected: Vec<_> = expected
            .iter()
            .map(|(operator, texts)| (operator.to_vec(), texts.iter().map(|text| text.to_vec()).collect()))
            .collect();
        assert_eq!(seen, expected);
    }
}
