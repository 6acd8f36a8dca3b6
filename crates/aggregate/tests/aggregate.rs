//! Invented articles against the lines that they must make, whatever the memory
//! and the order of the articles.

mod engine;

use aggregate::{Aggregator, Observer, Settings, Summary};
use lexicon::Lexicon;
use records::{
    Article, ArticleCounts, Attribution, Cluster, Offsets, Passage, Sentence, Speaker, SpeakerRef,
};
use std::borrow::Cow;
use text::{Act, Kind, ResolvedBy, SpeakerType};

/// Articles as a table. A line without indent is an article, `id | outlet |
/// date`; indented lines are its attributions:
///
/// `ref | type | name | role | kind | source | content`
///
/// `-` means none; a source that ends with `…` is inside a sentence, one without
/// it starts the sentence.
fn articles(table: &'static str) -> Vec<(Article<'static>, Vec<Attribution<'static>>)> {
    let mut articles: Vec<(Article<'static>, Vec<Attribution<'static>>)> = Vec::new();
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        if line.starts_with(char::is_whitespace) {
            let (article, attributions) = articles.last_mut().expect("an article comes first");
            let attribution = attribution(article, attributions.len() + 1, &fields);
            attributions.push(attribution);
        } else {
            let [id, outlet, date] = fields[..] else { panic!("not an article: {line}") };
            articles.push((article(id.into(), known(outlet), known(date)), Vec::new()));
        }
    }
    articles
}

fn known(field: &str) -> Option<&str> {
    (field != "-").then_some(field)
}

fn article(id: Cow<'static, str>, outlet: Option<&'static str>, date: Option<&str>) -> Article<'static> {
    Article {
        path: format!("{id}.txt").into(),
        id,
        corpus: "test".into(),
        title: None,
        subtitle: None,
        outlet: outlet.map(Cow::from),
        date: date.map(|date| date.parse().unwrap()),
        time: None,
        author: None,
        editor: None,
        section: None,
        modified: None,
        doubts: Vec::new(),
        url: None,
        counts: ArticleCounts::default(),
        text_sha256: "".into(),
        offsets: Offsets::CodePoint,
        paragraphs: vec![],
        text: "".into(),
    }
}

fn attribution(article: &Article<'_>, number: usize, fields: &[&'static str]) -> Attribution<'static> {
    let &[speaker, kind, name, role, how, source, content] = fields else {
        panic!("not 7 fields: {fields:?}")
    };
    let inside = source.strip_suffix('…');
    let source = inside.unwrap_or(source).trim();
    Attribution {
        id: format!("{}#{number}", article.id).into(),
        article: article.id.to_string().into(),
        corpus: "test".into(),
        kind: match how {
            "direct" => Kind::Direct,
            "mixed" => Kind::Mixed,
            "indirect" => Kind::Indirect,
            _ => panic!("no kind: {how}"),
        },
        act: Act::Speech,
        content: Passage { text: content.into(), spans: vec![] },
        cue: None,
        source: known(source).map(|text| {
            let start = if inside.is_some() { 140 } else { 100 };
            Passage { text: text.into(), spans: vec![(start, start + text.chars().count())] }
        }),
        speaker: known(speaker).map(|speaker| SpeakerRef {
            r#ref: format!("{}/{speaker}", article.id).into(),
            name: name.into(),
            r#type: match kind {
                "person" => SpeakerType::Person,
                "organization" => SpeakerType::Organization,
                "group" => SpeakerType::Group,
                "document" => SpeakerType::Document,
                "unnamed" => SpeakerType::Unnamed,
                _ => panic!("no type: {kind}"),
            },
            role: known(role).map(Cow::from),
            resolved_by: if source.contains(name) { ResolvedBy::Name } else { ResolvedBy::Surname },
            confidence: 1.0,
            id: None,
            canonical_name: None,
            authority: None,
            candidates: Vec::new(),
            referred_to_as: None,
            references: None,
            by: None,
        }),
        addressee: None,
        medium: None,
        when: None,
        negated: false,
        nested: false,
        parent: None,
        paragraph: 0,
        sentence: Sentence { index: 0, span: (100, 200) },
        confidence: 1.0,
        found_by: "test".into(),
    }
}

/// Aggregates with little and with much memory, in order and backwards. All have to
/// write the same bytes and leave no other file behind, and the steps one by one have to
/// make the same lines.
#[track_caller]
fn aggregate(articles: &[(Article<'_>, Vec<Attribution<'_>>)]) -> (Vec<Speaker>, Vec<Cluster>, Summary) {
    let observer = Observer::new(&Lexicon::embedded());
    let notes: Vec<_> = articles.iter().map(|(article, found)| observer.notes(article, found)).collect();
    let mut results = Vec::new();
    for memory in [0, 10_000, 1 << 28] {
        for backwards in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let mut aggregator = Aggregator::new(&observer, folder.path(), Settings { memory, top: 2 });
            let add = |notes| aggregator.add(notes).unwrap();
            if backwards {
                notes.iter().rev().for_each(add)
            } else {
                notes.iter().for_each(add)
            }
            let (summary, mut identities) = aggregator.finish().unwrap();
            let mut order: Vec<_> = articles.iter().map(|(article, _)| &*article.id).collect();
            if backwards {
                order.reverse();
            }
            let known = order.into_iter().flat_map(|id| identities.of_article(id).unwrap());
            let mut known: Vec<_> = known.map(|one| (one.r#ref, one.id, one.name)).collect();
            known.sort();
            let mut files: Vec<_> =
                std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            files.sort();
            let mut written = aggregate::FILES;
            written.sort_unstable();
            assert_eq!(files, written);
            let read = |name| std::fs::read_to_string(folder.path().join(name)).unwrap();
            results.push((aggregate::FILES.map(read), summary, known));
        }
    }
    assert!(results.windows(2).all(|pair| pair[0] == pair[1]), "memory or order changes the output");
    let ([speakers, _, clusters, copies, ..], summary, known) = results.swap_remove(0);
    let by_steps = engine::aggregate(&observer, articles);
    for (file, by_steps) in [&speakers, &clusters, &copies].into_iter().zip(by_steps) {
        let mut lines: Vec<&str> = file.lines().collect();
        lines.sort_unstable();
        assert_eq!(by_steps, lines, "the steps make other lines");
    }
    let speakers: Vec<Speaker> = speakers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let clusters: Vec<Cluster> = clusters.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((summary.speakers, summary.clusters), (speakers.len() as u64, clusters.len() as u64));
    assert_eq!(summary.top_speakers, speakers[..speakers.len().min(2)]);
    let of_line = |speaker: &Speaker| -> Vec<_> {
        let (id, name) = (&speaker.id, &speaker.name);
        speaker.refs.iter().map(|r#ref| (r#ref.clone(), id.clone(), name.clone())).collect()
    };
    let mut of_lines: Vec<_> = speakers.iter().flat_map(of_line).collect();
    of_lines.sort();
    assert_eq!(known, of_lines, "an article does not say who is who");
    assert!(speakers.iter().all(|speaker| speaker.id == speaker.refs[0]));
    (speakers, clusters, summary)
}

const NEWS: &str = "
fjord/1 | Fjord Daily | 2031-04-02
    s1 | person | Zoë Ångström | harbour master | direct | Zoë Ångström, harbour master … | The pier won’t survive another winter like this one.
    s1 | person | Zoë Ångström | harbour master | indirect | Mr. Ångström … | repairs will cost 3.5 million
    s2 | unnamed | a police spokesman | - | indirect | a police spokesman … | nobody was hurt in the collapse
    s3 | organization | Police | - | indirect | Police | the pier is closed
kilwa/7 | Kilwa Post | 2031-04-03
    s1 | person | ZOE ANGSTROM | the harbour master | mixed | Capt. Angstrom … | the pier won't survive — another winter like this one
    s2 | unnamed | a police spokesman | - | indirect | a police spokesman … | nobody was hurt in the collapse
    s3 | organization | police | - | indirect | police … | divers are searching the basin
    s4 | organization | Tidewater Docks Ltd. | - | direct | Tidewater Docks Ltd. | We will see.
    s5 | group | Residents | - | indirect | Residents | the noise was heard for miles around
kilwa/9 | Kilwa Post | -
    s1 | person | Zoë A\u{30a}ngstro\u{308}m | former mayor | direct | Zoe … | The pier won't survive another winter. Like this one!
    s2 | organization | Tidewater Docks | - | direct | Tidewater Docks | We will see.
    s3 | organization | Tidewater | - | direct | Tidewater | We will see, we will see, we will see.
    s3 | organization | Tidewater | - | direct | Tidewater | We will see, we will see, we will see.
    s4 | group | Dock Workers United | - | indirect | Dock Workers United … | the company knew of it
    - | - | - | - | direct | - | Some words that nobody is named for.
";

fn counted(counted: &[records::Counted]) -> Vec<(&str, usize)> {
    counted.iter().map(|c| (c.value.as_str(), c.count)).collect()
}

#[test]
fn speakers_are_joined_by_name() {
    let (speakers, _, summary) = aggregate(&articles(NEWS));
    let names: Vec<_> = speakers.iter().map(|s| (s.name.as_str(), s.counts.attributions)).collect();
    assert_eq!(
        names,
        [("Zoë Ångström", 4), ("Tidewater", 2), ("Tidewater Docks Ltd.", 2), ("Dock Workers United", 1)]
    );
    // Two police spokesmen, the residents, and the police of two articles, one of
    // which prints them in small letters.
    assert_eq!(summary.unnamed_speakers, 5);
}

#[test]
fn what_is_known_of_a_speaker() {
    let (speakers, ..) = aggregate(&articles(NEWS));
    let zoe = &speakers[0];
    assert_eq!(zoe.r#type, SpeakerType::Person);
    assert_eq!(zoe.aliases, ["ZOE ANGSTROM", "Angstrom", "Ångström", "Zoe"]);
    let roles: Vec<_> = zoe.roles.iter().map(|role| (role.value.as_str(), role.count)).collect();
    assert_eq!(roles, [("harbour master", 2), ("former mayor", 1)]);
    assert_eq!(counted(&zoe.outlets), [("Kilwa Post", 2), ("Fjord Daily", 1)]);
    assert_eq!((zoe.articles, zoe.counts.direct, zoe.counts.indirect, zoe.counts.mixed), (3, 2, 1, 1));
    assert_eq!((zoe.counts.speech, zoe.counts.evidence), (4, 0));
    assert_eq!(zoe.first_date.unwrap().to_string(), "2031-04-02");
    assert_eq!(zoe.last_date.unwrap().to_string(), "2031-04-03");
    assert_eq!(zoe.refs, ["fjord/1/s1", "kilwa/7/s1", "kilwa/9/s1"]);
}

#[test]
fn the_same_words_in_different_articles_are_a_cluster() {
    let (_, clusters, _) = aggregate(&articles(NEWS));
    let ids: Vec<_> = clusters.iter().map(|c| (c.id.as_str(), c.articles)).collect();
    assert_eq!(ids, [("fjord/1#1", 3), ("fjord/1#3", 2)]);

    let pier = &clusters[0];
    assert_eq!(pier.text, "the pier won't survive — another winter like this one");
    assert_eq!(
        (pier.first.article.as_str(), pier.first.date.unwrap().to_string()),
        ("fjord/1", "2031-04-02".into())
    );
    assert_eq!(counted(&pier.outlets), [("Kilwa Post", 2), ("Fjord Daily", 1)]);
    assert_eq!(counted(&pier.speakers), [("Zoë Ångström", 3)]);
    let members: Vec<_> = pier.members.iter().map(|m| (m.attribution.as_str(), m.kind)).collect();
    let expected = [("fjord/1#1", Kind::Direct), ("kilwa/7#1", Kind::Mixed), ("kilwa/9#1", Kind::Direct)];
    assert_eq!(members, expected, "by date, and those without one last");
    assert_eq!(pier.members[2].date, None);
    assert_eq!(counted(&clusters[1].speakers), [("a police spokesman", 2)]);
}

#[test]
fn the_earliest_date_comes_first_whatever_the_input() {
    let table = "
late | A | 2031-05-09
    - | - | - | - | direct | - | Nobody asked the ferrymen about this.
undated | B | -
    - | - | - | - | direct | - | Nobody asked the ferrymen about this!
early | C | 2031-05-08
    - | - | - | - | direct | - | Nobody asked the ferrymen about this
    - | - | - | - | direct | - | Nobody asked the ferrymen about this";
    let (_, clusters, _) = aggregate(&articles(table));
    let [cluster] = &clusters[..] else { panic!("not one cluster: {clusters:?}") };
    let members: Vec<_> = cluster.members.iter().map(|m| m.attribution.as_str()).collect();
    assert_eq!(members, ["early#1", "early#2", "late#1", "undated#1"]);
    assert_eq!(cluster.first.article, "early");
    assert!(cluster.speakers.is_empty());
    assert_eq!(cluster.articles, 3);
}

#[test]
fn whether_a_name_is_proper_is_put_to_the_vote() {
    // The type, the ways in which articles print the name (with `…` inside a
    // sentence), and whether it is a proper name.
    let cases: &[(&str, &[&str], bool)] = &[
        ("person", &["Nuru"], true),
        ("person", &["nuru abdi…"], true),
        ("person", &["California Democrat…"], false),
        ("person", &["U.S. Defense Secretaries…"], false),
        ("person", &["Senate Democrat"], false),
        ("person", &["Key House Democrat…"], false),
        ("person", &["Several Democrats", "Several Democrats"], false),
        ("person", &["House Republicans", "House Republicans…"], true),
        ("person", &["Kevin Baker"], true),
        ("organization", &["Police", "police…"], false),
        ("organization", &["Arborline"], true),
        ("organization", &["Arborline", "Arborline…", "arborline…"], true),
        ("organization", &["the company…", "The company"], false),
        ("organization", &["Kilwa police…"], true),
        ("organization", &["Corporations"], false),
        ("organization", &["Okafor-led…"], false),
        ("organization", &["Who…"], false),
        ("organization", &["the WHO…"], true),
        ("organization", &["3M…", "eSolar…"], true),
        ("organization", &["a Northern Wire affiliate…"], false),
        ("organization", &["emails sent to Northern Wire…"], false),
        ("organization", &["the office of Northern Wire…"], true),
        ("group", &["Residents"], false),
        ("group", &["Residents of Kilwa"], false),
        ("group", &["Boeing engineers…"], false),
        ("group", &["the Tidewatchers…"], true),
        // Some of them: who is told nowhere.
        ("group", &["the Greens…"], false),
        ("group", &["Coastal Greens…"], false),
        ("group", &["Senate Greens…"], true),
        ("group", &["Kenyans…"], false),
        ("organization", &["Kenyan…"], false),
        ("group", &["Friends of the River…"], true),
        ("document", &["the report…"], false),
        ("document", &["the Lindqvist Report…"], true),
        ("unnamed", &["Officials…"], false),
    ];
    for &(kind, prints, expected) in cases {
        let found: Vec<_> = prints
            .iter()
            .enumerate()
            .map(|(i, print)| {
                let name = print.strip_suffix('…').unwrap_or(print).to_owned().leak();
                let article = article(format!("a{i}").into(), None, None);
                let fields = ["s1", kind, name, "-", "indirect", print, "the gates stay shut"];
                let attribution = attribution(&article, 1, &fields);
                (article, vec![attribution])
            })
            .collect();
        let (speakers, _, summary) = aggregate(&found);
        assert_eq!(!speakers.is_empty(), expected, "{kind} {prints:?}");
        let joined: usize = speakers.iter().map(|s| s.refs.len()).sum();
        assert_eq!(joined as u64 + summary.unnamed_speakers, prints.len() as u64, "{kind} {prints:?}");
    }
}

#[test]
fn a_copy_is_not_independent() {
    let mut reprinted = articles(
        "
a/1 | One | 2031-04-02
    s1 | person | Åse Lund | - | direct | Åse Lund … | The pumps in the old quarter ran all night.
b/1 | Two | 2031-04-03
    s1 | person | Åse Lund | - | direct | Åse Lund … | The pumps in the old quarter ran all night.
c/1 | Three | 2031-04-03
    s1 | person | Åse Lund | - | direct | Åse Lund … | The pumps in the old quarter ran all night.
",
    );
    let line = |n| {
        format!("In district {n} the pumps ran all night, number {n} of them without a guard of its own.\n")
    };
    let text: String = (0..12).map(line).collect();
    reprinted[0].0.text = text.clone().into();
    reprinted[1].0.text = format!("{text}Reprinted.").into();
    let (speakers, clusters, summary) = aggregate(&reprinted);
    assert_eq!((summary.copies, speakers[0].independent, clusters[0].independent), (1, 2, 2));
}

#[test]
fn nothing_comes_of_nothing() {
    let (speakers, clusters, summary) = aggregate(&[]);
    assert!(speakers.is_empty() && clusters.is_empty());
    assert_eq!(summary, Summary::default());
}

#[test]
fn more_than_fits_into_memory() {
    let sources =
        ["Ines Vidal", "Bao Trần", "Harbour Trust", "the Harbour Trust", "Olu Adeyemi", "INES VIDAL"];
    let found: Vec<_> = (0..600)
        .map(|i: usize| {
            let date = (!i.is_multiple_of(7)).then(|| format!("2031-01-{:02}", i % 28 + 1));
            let article =
                article(format!("wire/{i}").into(), Some(["North", "South"][i % 2]), date.as_deref());
            let attributions = (0..i % 5)
                .map(|n| {
                    let who = (i * 7 + n) % sources.len();
                    let kind = if who == 2 || who == 3 { "organization" } else { "person" };
                    let content =
                        format!("the locks at gate {} were opened by hand", (i * 31 + n) % 97).leak();
                    attribution(&article, n + 1, &["s1", kind, sources[who], "-", "direct", "-", content])
                })
                .collect();
            (article, attributions)
        })
        .collect();
    let (speakers, clusters, _) = aggregate(&found);
    let names: Vec<_> = speakers.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(speakers.is_sorted_by_key(|s| std::cmp::Reverse(s.counts.attributions)));
    assert_eq!(clusters.len(), 97);
    assert!(clusters.is_sorted_by_key(|c| (std::cmp::Reverse(c.members.len()), c.id.clone())));
    let attributions: usize = found.iter().map(|(_, attributions)| attributions.len()).sum();
    assert_eq!(clusters.iter().map(|c| c.members.len()).sum::<usize>(), attributions);
}

#[test]
fn an_output_folder_that_cannot_be_written() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let folder = file.path().join("output");
    let error = Aggregator::new(&Observer::new(&Lexicon::embedded()), &folder, Settings::default())
        .finish()
        .unwrap_err()
        .to_string();
    assert!(error.contains(folder.to_str().unwrap()), "{error}");
}

/// Names in articles about one event, `type | name | role`, and after `=` who is one
/// in `speakers.jsonl`, by name: `name | attributions`.
const WHO_IS_ONE: &str = include_str!("who-is-one.txt");

/// The text of their articles, where they do not say another.
const AT_THE_PIER: &str =
    "At the pier of Kilwa the divers of Tidewater met Ines Vidal and Bao Tran of Arborfield today.";

#[test]
fn who_is_one() {
    for case in WHO_IS_ONE.split("# ").skip(1) {
        let (case, lines) = case.split_once('\n').unwrap();
        let (expected, sources): (Vec<&str>, Vec<&str>) =
            lines.lines().partition(|line| line.starts_with('='));
        let found: Vec<_> = (sources.iter().filter(|line| !line.is_empty()).enumerate())
            .map(|(i, source)| {
                let fields: Vec<&'static str> = source.split('|').map(str::trim).collect();
                let mut article = article(format!("a{i}").into(), Some("Kilwa Post"), None);
                article.text = fields.get(3).copied().unwrap_or(AT_THE_PIER).into();
                let fields = ["s1", fields[0], fields[1], fields[2], "indirect", "…", "the gates stay shut"];
                let attribution = attribution(&article, 1, &fields);
                (article, vec![attribution])
            })
            .collect();
        let (mut speakers, ..) = aggregate(&found);
        speakers.sort_by(|a, b| a.name.cmp(&b.name));
        let lines: Vec<_> =
            speakers.iter().map(|s| format!("= {} | {}", s.name, s.counts.attributions)).collect();
        assert_eq!(lines, expected, "{case}");
    }
}

/// Two in the news share a name, and little else. Whether they are one depends on what people
/// do who are both: a governor may become a minister.
#[test]
fn who_does_what() {
    const GIVEN: [&str; 10] = ["Ada", "Bea", "Cleo", "Dina", "Edda", "Fay", "Gro", "Hedda", "Ines", "Jana"];
    let in_town =
        "In Skelwater the budget of Talvik went to Noor Achterberg and Emre Sulak of the Harbour Party.";
    let at_sea =
        "At Marlow the bridge of Vranje fell on Talvik, wrote Danai Petrou and Jules Okello of the Heron.";
    let mut people: Vec<(String, &str, &str)> = Vec::new();
    for given in GIVEN {
        people.push((format!("{given} Amari"), "senator", AT_THE_PIER));
        people.push((format!("{given} Brekke"), "captain of the brigade", AT_THE_PIER));
        people.push((format!("{given} Cardoso"), "governor", AT_THE_PIER));
        people.push((format!("{given} Cardoso"), "fisheries minister", AT_THE_PIER));
    }
    for (name, one, other) in
        [("Ida Korhonen", "senator", "Capt."), ("Rosa Mbeki", "Gov.", "fisheries minister")]
    {
        for (role, text) in [(one, in_town), (other, at_sea)] {
            people.extend([0; 3].map(|_| (name.to_owned(), role, text)));
        }
    }
    // Of somebody well known, one article says something else.
    people.extend([0; 60].map(|_| ("Sofia Lund".to_owned(), "senator", AT_THE_PIER)));
    let elsewhere = "Ines Vidal of Marlow saw Danai Petrou and Jules Okello of the Heron near Vranje.";
    people.push(("Sofia Lund".to_owned(), "predecessor", elsewhere));
    let people: &'static [(String, &str, &str)] = people.leak();
    let found: Vec<_> = (people.iter().enumerate())
        .map(|(i, (name, role, text))| {
            let mut article = article(format!("a{i}").into(), Some("Kilwa Post"), None);
            article.text = (*text).into();
            let fields = ["s1", "person", name, role, "indirect", "…", "the gates stay shut"];
            let attribution = attribution(&article, 1, &fields);
            (article, vec![attribution])
        })
        .collect();
    let (speakers, ..) = aggregate(&found);
    let lines = |name: &str| speakers.iter().filter(|speaker| speaker.name == name).count();
    assert_eq!(["Ida Korhonen", "Rosa Mbeki", "Sofia Lund"].map(lines), [2, 1, 1]);
}
