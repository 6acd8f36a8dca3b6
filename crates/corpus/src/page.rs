//! What each paragraph of a page is, and what the page says about itself.
//!
//! A plain text is often a scraped page: menus and a headline before the
//! article, link lists and legal lines after it, widgets in between. Three kinds
//! of evidence tell them apart: known phrases (`boilerplate.tsv`), lines that are
//! publication lines ([`crate::publication`]), and where short lines stand
//! relative to the paragraphs of prose. A line that quotes somebody is never
//! boilerplate by its place alone: taking it out would lose a quote, and leaving
//! a menu in costs nothing.

use crate::dateline::Datelines;
use crate::dates::Dates;
use crate::phrases::{Phrases, fold, start_of};
use crate::publication::{Publication, Publications};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use lexicon::{ClassTable, Lexicon, Reads};
use text::{Metadata, Paragraph, Role, Span};

/// Recognises the parts of pages.
#[derive(Debug)]
pub(crate) struct Pages {
    phrases: Phrases<Phrase>,
    /// Phrases that count anywhere in a line, and which of them do so only in
    /// lines without a final stop.
    inside: (AhoCorasick, Vec<bool>),
    publications: Publications,
    datelines: Datelines,
    pub(crate) dates: Dates,
}

bitflags::bitflags! {
    /// The classes of an entry of `boilerplate.tsv`.
    #[derive(Clone, Copy, Debug, Default)]
    struct Phrase: u16 {
        const LINE = 1;
        const START = 1 << 1;
        const START_ANY = 1 << 2;
        const START_COLON = 1 << 3;
        const CREDIT = 1 << 4;
        const ALWAYS = 1 << 5;
        const LIST = 1 << 6;
        const END = 1 << 7;
        const MENU = 1 << 8;
        const SECTION = 1 << 9;
        const INSIDE = 1 << 10;
        const INSIDE_OPEN = 1 << 11;
    }
}

#[rustfmt::skip]
const BOILERPLATE: ClassTable<Phrase> = ClassTable { list: "boilerplate", meanings: &[
    ("line", Phrase::LINE), ("start", Phrase::START), ("start-any", Phrase::START_ANY),
    ("start-colon", Phrase::START_COLON), ("credit", Phrase::CREDIT), ("always", Phrase::ALWAYS),
    ("list", Phrase::LIST), ("end", Phrase::END), ("menu", Phrase::MENU), ("section", Phrase::SECTION),
    ("inside", Phrase::INSIDE), ("inside-open", Phrase::INSIDE_OPEN),
] };

/// The classes of the word lists that this crate reads.
pub fn reads() -> impl Iterator<Item = &'static dyn Reads> {
    let boilerplate: [&dyn Reads; 1] = [&BOILERPLATE];
    boilerplate
        .into_iter()
        .chain(crate::publication::READS)
        .chain([lexicon::Calendar::reads()])
        .chain(crate::dateline::READS)
}

impl Phrase {
    /// Whether it makes boilerplate of the line that it starts.
    fn fits(&self, rest: &str, words: usize, stop: bool) -> bool {
        let rest = rest.trim_start();
        let nothing = |word: &str| {
            !word.contains(char::is_alphabetic) || ["min", "mins", "minutes", "sec"].contains(&word)
        };
        let marks = [' ', '(', ')', ':', '.', '…', '>', '»', '|', ']'];
        // “Related stories you may like”, but “Most popular mayor of all loses seat”.
        let open = if self.intersects(Self::LIST) { 6 } else { 16 };
        let alone = self.intersects(Self::LINE | Self::START) && rest.split(marks).all(nothing);
        alone
            || self.intersects(Self::ALWAYS | Self::START_ANY)
            || self.intersects(Self::START)
                && (rest.starts_with([':', '|', '>', '»']) || !stop && words <= open)
            || self.intersects(Self::START_COLON) && rest.starts_with(':')
            || self.intersects(Self::CREDIT) && !stop && words <= 10
    }
}

/// What a line looks like by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Look {
    /// A sentence or more.
    Prose,
    /// It has quotation marks, or starts with a dash: somebody may be quoted.
    Quote,
    /// Neither.
    Short,
    /// A word of site menus.
    Menu { section: bool },
    /// No letters: `1`, `* * *`.
    Mark,
    /// Known boilerplate; it may head a list of links or end the article.
    Junk { list: bool, end: bool },
}

/// A line and what is known about it.
struct Line<'t> {
    text: &'t str,
    look: Look,
    words: usize,
    /// Whether it ends like a sentence.
    stop: bool,
    bullet: bool,
    /// Whether a blank line stands before it.
    gap: bool,
    role: Option<Role>,
}

/// Longer lines are no menu, heading or byline.
const SHORT: usize = 200;

/// Longer lines with a final stop are prose, unless a phrase says otherwise.
const SENTENCE: usize = 80;

const BULLETS: [char; 12] = ['•', '*', '-', '–', '▪', '●', '■', '►', '▶', '→', '·', '+'];

const QUOTES: [char; 6] = ['“', '”', '"', '«', '»', '„'];

impl Pages {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let inside: Vec<_> = BOILERPLATE
            .read(lexicon)
            .filter(|(_, phrase)| phrase.intersects(Phrase::INSIDE | Phrase::INSIDE_OPEN))
            .collect();
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(inside.iter().map(|(entry, _)| &entry.phrase));
        Self {
            phrases: Phrases::new(lexicon.list(BOILERPLATE.list), |entry| BOILERPLATE.of(entry)),
            inside: (
                automaton.expect("a short list makes a small automaton"),
                inside.iter().map(|(_, phrase)| phrase.intersects(Phrase::INSIDE_OPEN)).collect(),
            ),
            publications: Publications::new(lexicon),
            datelines: Datelines::new(lexicon),
            dates: Dates::new(lexicon),
        }
    }

    /// The paragraphs of a text with their roles. Fills what `metadata` does not
    /// know yet.
    pub(crate) fn read(&self, text: &str, metadata: &mut Metadata) -> Vec<Paragraph> {
        let spans = text::paragraphs(text);
        let mut folded = String::new();
        let mut lines: Vec<Line> = spans.iter().map(|span| self.look(span.of(text), &mut folded)).collect();
        for (line, pair) in lines.iter_mut().skip(1).zip(spans.windows(2)) {
            line.gap = line.text.len() <= SHORT && has_blank_line(&text[pair[0].end..pair[1].start]);
        }
        link_lists(&mut lines);
        self.head(&mut lines, metadata);
        self.tail(&mut lines, metadata);
        headings(&mut lines);
        self.paragraphs(text, &spans, &lines, metadata)
    }

    fn look<'t>(&self, text: &'t str, folded: &mut String) -> Line<'t> {
        let stop = ends_sentence(text);
        let line = |look, words, bullet| Line { text, look, words, stop, bullet, gap: false, role: None };
        let junk = Look::Junk { list: false, end: false };
        // Nearly all of most articles ends here, so this way is a quick one.
        if text.len() > SHORT || stop && text.len() > SENTENCE {
            let words = 1 + text.bytes().filter(|&b| b == b' ').count();
            fold(start_of(text, 32), folded);
            let known = self.phrases.has_first_word(without_bullet(folded)) && {
                fold(start_of(text, SENTENCE), folded);
                let mut phrases = self.phrases.starting(without_bullet(folded));
                match text.len() > SHORT {
                    true => phrases.any(|(phrase, _)| phrase.intersects(Phrase::ALWAYS)),
                    false => phrases.any(|(phrase, rest)| phrase.fits(rest, words, stop)),
                }
            };
            let known = known || text.len() <= SHORT && self.has_phrase_inside(text, stop);
            let bullet = text.starts_with(BULLETS);
            return line(if known { junk } else { Look::Prose }, words, bullet);
        }
        fold(text, folded);
        let words = folded.split(' ').filter(|w| w.contains(char::is_alphanumeric)).count();
        let bullet = text.starts_with(BULLETS);
        let letters = folded.contains(char::is_alphabetic);
        let look = match self.known(without_bullet(folded), words, stop) {
            Some(look) => look,
            None if self.has_phrase_inside(text, stop) || self.is_menu_line(text, stop, folded) => junk,
            None if !letters => Look::Mark,
            None if (stop || text.ends_with(':')) && words >= 4 => Look::Prose,
            None if text.contains(QUOTES) || text.starts_with(['—', '–', '-', '‘', '\'']) => {
                Look::Quote
            }
            None => Look::Short,
        };
        line(look, words, bullet)
    }

    /// What the phrase lists say about a folded line.
    fn known(&self, line: &str, words: usize, stop: bool) -> Option<Look> {
        let mut menu = None;
        for (phrase, rest) in self.phrases.starting(line) {
            if phrase.fits(rest, words, stop) {
                return Some(Look::Junk {
                    list: phrase.intersects(Phrase::LIST),
                    end: phrase.intersects(Phrase::END),
                });
            }
            if phrase.intersects(Phrase::MENU) && rest.is_empty() {
                menu = Some(Look::Menu { section: phrase.intersects(Phrase::SECTION) });
            }
        }
        menu
    }

    /// Whether a phrase that gives a line away stands anywhere in it.
    fn has_phrase_inside(&self, line: &str, stop: bool) -> bool {
        let (inside, open) = &self.inside;
        inside.find_iter(line).any(|found| {
            let starts_word = !line[..found.start()].ends_with(char::is_alphanumeric);
            starts_word && (!stop || !open[found.pattern().as_usize()])
        })
    }

    /// `Follow us   Contact us   About us`, `Home > News > Africa`.
    fn is_menu_line(&self, text: &str, stop: bool, folded: &mut String) -> bool {
        if stop {
            return false;
        }
        let marks = |c: char| "|•·»>›/\t".contains(c);
        let mut items = Vec::new();
        for piece in text.split(marks) {
            // Two spaces, or one that does not break, part items as well.
            items.extend(piece.split("  ").flat_map(|p| p.split("\u{a0}\u{a0}")));
        }
        items.retain(|item| !item.trim().is_empty());
        if items.len() < 2 {
            return false;
        }
        let (mut known, mut longest) = (0, 0);
        for item in &items {
            fold(item, folded);
            let words = folded.split(' ').count();
            longest = longest.max(words);
            if longest > 4 {
                return false;
            }
            known += usize::from(self.known(folded, words, false).is_some());
        }
        let bare = longest <= 3 && !text.contains(QUOTES);
        known == items.len() || known >= 2 || items.len() >= 4 && (known >= 1 || bare)
    }

    /// Title, subtitle, publication lines and menus before the first paragraph.
    fn head(&self, lines: &mut [Line], metadata: &mut Metadata) {
        if let Some(given) = metadata.title.as_deref().map(folding) {
            let mut first = lines.iter_mut().take(12);
            if let Some(line) = first.find(|l| l.text.len() <= 2 * SHORT && folding(l.text) == given) {
                line.role = Some(Role::Title);
            }
        }
        let known_title = lines.iter().position(|l| l.role == Some(Role::Title));
        let from = known_title.map_or(0, |at| at + 1);
        let mut end = lines.len();
        for at in from..lines.len() {
            let next = lines.get(at + 1).map(|l| l.text);
            let line = &lines[at];
            let titled = at == from && known_title.is_none();
            let prose = match line.look {
                Look::Prose => !(titled && self.is_stopped_title(line, next)),
                Look::Quote => !is_quoting_title(line),
                _ => false,
            };
            if prose && !self.is_publication(line) {
                end = at;
                break;
            }
        }
        // A text without any prose has no head.
        if end == lines.len() {
            end = known_title.map_or(0, |at| at + 1);
        }
        // A name and a mail address under it are a byline.
        for at in from..end.saturating_sub(1) {
            let name = lines[at].words <= 4 && is_title_case_name(lines[at].text);
            if lines[at].look == Look::Short && name && is_address(lines[at + 1].text) {
                lines[at].role = Some(Role::Boilerplate);
                lines[at + 1].role = Some(Role::Boilerplate);
                metadata.author = metadata.author.take().or_else(|| Some(lines[at].text.to_owned()));
            }
        }
        let (mut title, mut publication) = (known_title, None);
        for (at, line) in lines[..end].iter_mut().enumerate() {
            if line.role.is_some() || line.text.len() > SHORT || matches!(line.look, Look::Menu { .. }) {
                continue;
            }
            let Some(said) = self.publications.read(line.text, &self.dates) else { continue };
            let titled = said.title.is_some() && metadata.title.is_none();
            learn(metadata, said);
            if titled {
                line.role = Some(Role::Title);
                title = Some(at);
                continue;
            }
            line.role = Some(Role::Boilerplate);
            publication = publication.or(Some(at));
        }
        let title = title.or_else(|| choose_title(&lines[..end], publication));
        let Some(title) = title else {
            for line in &mut lines[..end] {
                let menu = matches!(line.look, Look::Menu { .. } | Look::Mark);
                line.role = line.role.or(menu.then_some(Role::Boilerplate));
            }
            return;
        };
        lines[title].role = Some(Role::Title);
        if metadata.title.is_none() {
            metadata.title = Some(lines[title].text.to_owned());
        }
        // One of them alone names the section; many are a menu.
        let menu = lines[..end].windows(3).any(|w| w.iter().all(|l| matches!(l.look, Look::Menu { .. })));
        let mut byline = false;
        for (at, line) in lines[..end].iter_mut().enumerate() {
            let under_byline = std::mem::replace(&mut byline, line.role == Some(Role::Boilerplate));
            if line.look == (Look::Menu { section: true }) && !menu {
                metadata.section = metadata.section.take().or_else(|| Some(line.text.to_owned()));
            }
            if line.role.is_some() {
                continue;
            }
            let small = line.words <= 3 && line.look == Look::Short;
            line.role = match line.look {
                Look::Menu { .. } | Look::Mark | Look::Junk { .. } => Some(Role::Boilerplate),
                _ if small && (at < title || under_byline) => Some(Role::Boilerplate),
                _ if is_address(line.text) => Some(Role::Boilerplate),
                _ => Some(Role::Heading),
            };
            if line.role == Some(Role::Heading)
                && at > title
                && line.words >= 4
                && metadata.subtitle.is_none()
            {
                metadata.subtitle = Some(line.text.to_owned());
            }
        }
    }

    /// A first line that is a headline although it ends in a stop: it is written
    /// in title case, or a dateline follows.
    fn is_stopped_title(&self, line: &Line, next: Option<&str>) -> bool {
        let Some(next) = next else { return false };
        let quoting = line.text.starts_with(['“', '"', '«', '„', '—', '–', '-']);
        !quoting
            && line.text.len() <= 150
            && line.text.ends_with(['.', '!', '?', '’', '”', '\'', '"'])
            && (is_title_case(line.text)
                || self.datelines.at_start(next, true, &self.dates).is_some_and(|d| d.length < next.len()))
    }

    fn is_publication(&self, line: &Line) -> bool {
        line.text.len() <= SHORT && self.publications.read(line.text, &self.dates).is_some()
    }

    /// Menus, bylines and dates after the last paragraph of prose.
    fn tail(&self, lines: &mut [Line], metadata: &mut Metadata) {
        let last = lines.iter().rposition(|l| matches!(l.look, Look::Prose | Look::Quote));
        let Some(start) = last.map(|at| at + 1) else { return };
        let menus =
            lines[start..].iter().filter(|l| matches!(l.look, Look::Menu { .. } | Look::Junk { .. })).count();
        let mut after_junk = false;
        for line in &mut lines[start..] {
            if line.role.is_some() {
                continue;
            }
            let said = match line.look {
                Look::Menu { .. } => None,
                _ if line.text.len() > SHORT => None,
                _ => self.publications.read(line.text, &self.dates),
            };
            if let Some(mut said) = said {
                // “Source: …” under an article is that of a graphic.
                said.outlet = said.outlet.filter(|_| said.date.is_some());
                learn(metadata, said);
                line.role = Some(Role::Boilerplate);
                continue;
            }
            let menu = match line.look {
                Look::Junk { .. } => true,
                Look::Menu { .. } => menus >= 2,
                Look::Mark => true,
                // Among menu words, a short line is one more.
                Look::Short => !line.stop && line.words <= 8 && (menus >= 3 || after_junk),
                _ => false,
            };
            if menu {
                line.role = Some(Role::Boilerplate);
            }
            after_junk |= matches!(line.look, Look::Junk { .. });
        }
    }

    fn paragraphs(
        &self,
        text: &str,
        spans: &[Span],
        lines: &[Line],
        metadata: &mut Metadata,
    ) -> Vec<Paragraph> {
        let mut paragraphs = Vec::with_capacity(lines.len() + 1);
        let mut first = true;
        for (&span, line) in spans.iter().zip(lines) {
            let role = line.role.unwrap_or(match line.look {
                Look::Junk { .. } => Role::Boilerplate,
                _ => Role::Body,
            });
            if role == Role::Body {
                if let Some(found) = self.datelines.at_start(line.text, first, &self.dates) {
                    metadata.date = metadata.date.or(found.date);
                    let split = span.start + found.length;
                    let rest = Span::new(split, span.end).trim(text);
                    paragraphs.push(Paragraph {
                        span: Span::new(span.start, split).trim(text),
                        role: Role::Dateline,
                    });
                    if !rest.is_empty() {
                        paragraphs.push(Paragraph { span: rest, role });
                    }
                    first = false;
                    continue;
                }
                first = false;
            }
            paragraphs.push(Paragraph { span, role });
        }
        paragraphs
    }
}

/// Adds what a publication line says; what is known already stays.
fn learn(metadata: &mut Metadata, said: Publication) {
    if metadata.date.is_none() {
        (metadata.date, metadata.time) = (said.date, metadata.time.or(said.time));
    } else if metadata.date == said.date || said.date.is_none() && !said.updated {
        metadata.time = metadata.time.or(said.time);
    }
    let fill = |known: &mut Option<String>, said: Option<String>| {
        if known.is_none() {
            *known = said;
        }
    };
    fill(&mut metadata.outlet, said.outlet);
    fill(&mut metadata.author, said.author);
    fill(&mut metadata.editor, said.editor);
    fill(&mut metadata.section, said.section);
    fill(&mut metadata.title, said.title);
    fill(&mut metadata.subtitle, said.subtitle);
}

/// The links after “Related news” and “More from Climate:”. Bullets if it starts
/// with one, else lines that are no sentences.
fn link_lists(lines: &mut [Line]) {
    let junk = Look::Junk { list: false, end: false };
    let last_long = lines.iter().rposition(|l| l.look == Look::Prose && l.text.len() >= 100);
    // Bytes of prose before each line.
    let mut all_prose = 0;
    let prose_before: Vec<usize> = lines
        .iter()
        .map(|line| {
            let before = all_prose;
            all_prose += if line.look == Look::Prose { line.text.len() } else { 0 };
            before
        })
        .collect();
    let mut at = 0;
    while at < lines.len() {
        let Look::Junk { list: true, end } = lines[at].look else {
            at += 1;
            continue;
        };
        // Before the article only lines that hang together are a list: after
        // “Trending” comes the headline, too.
        let before_article = prose_before[at] == 0;
        // With next to no prose after it, all the rest is links.
        let prose_after = all_prose - prose_before[at];
        let over = end && last_long.is_none_or(|long| long < at) && prose_after * 4 < prose_before[at];
        at += 1;
        let first = at;
        let bullets = lines.get(at).is_some_and(|l| l.bullet);
        while at < lines.len() {
            let line = &lines[at];
            let link = match line.look {
                Look::Junk { .. } => break,
                Look::Short | Look::Menu { .. } | Look::Mark => over || bullets == line.bullet && !line.stop,
                Look::Quote => line.bullet && bullets || over && is_quoting_title(line),
                Look::Prose => line.bullet && bullets && line.text.len() <= 120,
            };
            // A blank line ends the list if there is none inside it; and a line
            // before the next paragraph may be a heading.
            let next_is_prose = lines.get(at + 1).is_some_and(|l| l.look == Look::Prose);
            let parted = line.gap
                && (before_article || at > first && (next_is_prose || at > first + 1 && !lines[at - 1].gap));
            if !link || parted && !over && !bullets {
                break;
            }
            lines[at].look = junk;
            at += 1;
        }
    }
}

/// Short lines between paragraphs of prose are headings.
fn headings(lines: &mut [Line]) {
    let known = |look: Look| (!matches!(look, Look::Junk { .. })).then_some(look);
    // How the next line after each looks that is not junk.
    let mut after = None;
    let mut afters: Vec<Option<Look>> = Vec::with_capacity(lines.len());
    for line in lines.iter().rev() {
        afters.push(after);
        after = known(line.look).or(after);
    }
    let mut before = None;
    for (line, after) in lines.iter_mut().zip(afters.into_iter().rev()) {
        let heading = line.words <= 12
            && line.role.is_none()
            && matches!(line.look, Look::Short | Look::Menu { .. })
            && !line.stop
            && !line.bullet
            && !line.text.ends_with([',', ':', ';', '-', '—'])
            && line.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            && before == Some(Look::Prose)
            && matches!(after, Some(Look::Prose | Look::Quote));
        if heading {
            line.role = Some(Role::Heading);
        }
        before = known(line.look).or(before);
    }
}

/// Which of the lines before the article is its headline: the last long enough
/// one before the publication line, else the first.
fn choose_title(head: &[Line], publication: Option<usize>) -> Option<usize> {
    let fits = |at: &usize, words: usize| {
        let line = &head[*at];
        // “Type size A A A” is none.
        let real =
            line.text.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 1);
        line.role.is_none()
            && line.words >= words
            && real.count() + 1 >= words
            && line.words <= 30
            && line.text.len() <= SHORT
            && !line.bullet
            && !line.text.ends_with([',', ';', ':'])
            && matches!(line.look, Look::Short | Look::Quote | Look::Prose)
    };
    for words in [4, 2] {
        let before = publication.and_then(|p| (0..p).rev().find(|at| fits(at, words)));
        // Between the headline and the publication line may be a subtitle or two.
        let before = before.map(|last| {
            let first = (0..last).rev().take_while(|at| fits(at, words)).last().unwrap_or(last);
            if last - first <= 2 { first } else { last }
        });
        if let Some(found) = before.or_else(|| (0..head.len()).find(|at| fits(at, words))) {
            return Some(found);
        }
    }
    None
}

/// A line with quotation marks that can be a headline: there are words outside
/// the marks, and it is no quotation with a name after a dash.
fn is_quoting_title(line: &Line) -> bool {
    let text = line.text;
    let attributed =
        ["” —", "” –", "” -", "\" —", "\" –", "\" -", "”—", "\"--", "» —"].iter().any(|m| text.contains(m));
    let mut outside = 0;
    let mut inside = false;
    for word in text.split_whitespace() {
        let opens = word.starts_with(['“', '"', '«', '„', '‘']);
        let closes =
            word.trim_end_matches(|c: char| ",.;:!?".contains(c)).ends_with(['”', '"', '»', '“', '’']);
        inside |= opens;
        outside += usize::from(!inside);
        inside &= !closes;
    }
    !attributed && !text.starts_with(['—', '–', '-']) && !line.stop && text.len() <= 150 && outside >= 2
}

/// A folded line without the bullet or the count before it: `• Read more`,
/// `12 comments`, `4 min read`.
fn without_bullet(folded: &str) -> &str {
    let bare = folded.trim_start_matches(|c: char| BULLETS.contains(&c) || "— >»|[".contains(c));
    let counted = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    if counted.len() < bare.len() { counted.strip_prefix(' ').unwrap_or(bare) } else { bare }
}

/// Whether a text ends like a sentence, closing marks aside.
fn ends_sentence(text: &str) -> bool {
    let closing = |c: char| "”\"’'»›“)]".contains(c) || c.is_whitespace();
    text.trim_end_matches(closing).ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// Whether there is more than one line break in the white space between lines.
fn has_blank_line(space: &str) -> bool {
    space.split("\r\n").flat_map(|s| s.split(['\n', '\r'])).count() > 2
}

/// Whether nearly all words of some length begin with a capital.
fn is_title_case(text: &str) -> bool {
    let words = text.split_whitespace().map(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let (mut capital, mut all) = (0, 0);
    for word in words.filter(|w| w.chars().count() >= 4 && w.starts_with(char::is_alphabetic)) {
        all += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    all >= 3 && capital * 10 >= all * 8
}

/// Whether each of a few words begins with a capital.
fn is_title_case_name(text: &str) -> bool {
    text.contains(' ') && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a line is a mail or web address, or somebody's name on a network.
fn is_address(text: &str) -> bool {
    !text.contains(' ') && (text.contains('@') || text.starts_with("http") || text.starts_with("www."))
}

fn folding(text: &str) -> String {
    let mut folded = String::new();
    fold(text, &mut folded);
    folded.truncate(folded.trim_end_matches('.').len());
    folded
}
