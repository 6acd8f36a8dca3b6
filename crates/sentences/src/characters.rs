//! What single characters mean to the splitter and the tokenizer, and how to
//! step over them.

/// The character at a byte offset; `None` at the end of the text.
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte < 0x80 { Some(char::from(byte)) } else { text.get(at..)?.chars().next() }
}

/// The character that ends before a byte offset.
pub(crate) fn char_before(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at.checked_sub(1)?)?;
    if byte < 0x80 { Some(char::from(byte)) } else { text.get(..at)?.chars().next_back() }
}

/// The offset of the first character from `at` on that is not white space, or `end`.
pub(crate) fn skip_space(text: &str, mut at: usize, end: usize) -> usize {
    while at < end {
        match char_at(text, at) {
            Some(c) if c.is_whitespace() => at += c.len_utf8(),
            _ => break,
        }
    }
    at
}

/// A mark that can end a sentence.
pub(crate) fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‼' | '‽' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？' | '｡' | '؟' | '।')
}

/// A mark of a script that writes no space after a sentence.
pub(crate) fn is_wide_terminator(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

/// A quotation mark of any style, apostrophes included.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '´'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '＂'
            | '「'
            | '」'
            | '『'
            | '』'
            | '〝'
            | '〞'
    )
}

/// A mark that can only close: a quotation mark or a bracket.
pub(crate) fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '〞' | '）' | '】' | '》')
}

/// A mark that can only open a quotation.
pub(crate) fn opens_quote(c: char) -> bool {
    matches!(c, '“' | '‘' | '„' | '‚' | '«' | '‹' | '「' | '『' | '〝')
}

/// A dash. The hyphen is not included: it is one only with space around it.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '―' | '‒' | '−' | '⸺')
}

/// A sign in front of an item of a list.
pub(crate) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '◦' | '▪' | '‣' | '●' | '■' | '·' | '○' | '►' | '▶')
}

/// Invisible characters that make no token of their own: soft hyphens, joiners,
/// byte order marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{fe00}'..='\u{fe0f}')
}

/// A character that words are made of, besides digits.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{94d}' | '\u{9cd}' | '\u{e47}'..='\u{e4e}')
}
