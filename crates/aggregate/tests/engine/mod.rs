//! The smallest engine for the steps: it sorts and joins in memory, as Spark does on many
//! machines.

use aggregate::Observer;
use aggregate::steps::{Cell, step};
use records::{Article, Attribution};
use std::collections::BTreeMap;

/// A cell that owns what it holds. What is missing sorts first, as engines do it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owned {
    Null,
    Bytes(Vec<u8>),
    Number(i64),
    Numbers(Vec<i64>),
}

type Row = Vec<Owned>;

impl Owned {
    fn of(cell: &Cell<'_>) -> Self {
        match *cell {
            Cell::Null => Self::Null,
            Cell::Bytes(bytes) => Self::Bytes(bytes.to_owned()),
            Cell::Number(number) => Self::Number(number),
            Cell::Numbers(numbers) => Self::Numbers(numbers.to_owned()),
        }
    }

    fn cell(&self) -> Cell<'_> {
        match self {
            Self::Null => Cell::Null,
            Self::Bytes(bytes) => Cell::Bytes(bytes),
            Self::Number(number) => Cell::Number(*number),
            Self::Numbers(numbers) => Cell::Numbers(numbers),
        }
    }

    fn numbers(&self) -> &[i64] {
        if let Self::Numbers(numbers) = self { numbers } else { &[] }
    }

    fn bytes(&self) -> &[u8] {
        if let Self::Bytes(bytes) = self { bytes } else { &[] }
    }
}

/// What a step makes of rows.
fn run(observer: &Observer, name: &str, rows: &[Row]) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let mut step = step(name, observer, folder.path()).unwrap();
    let mut made = Vec::new();
    let mut take = |row: &[Cell<'_>]| {
        made.push(row.iter().map(Owned::of).collect());
        Ok(())
    };
    for row in rows {
        let cells: Vec<Cell<'_>> = row.iter().map(Owned::cell).collect();
        step.push(&cells, &mut take).unwrap();
    }
    step.finish(&mut take).unwrap();
    assert!(made.iter().all(|row: &Row| row.len() == step.columns().len()));
    made
}

/// The columns of rows with these numbers, in order.
fn sorted(rows: impl IntoIterator<Item = Row>, columns: &[usize]) -> Vec<Row> {
    let select = |row: Row| columns.iter().map(|&at| row[at].clone()).collect();
    let mut rows: Vec<Row> = rows.into_iter().map(select).collect();
    rows.sort();
    rows
}

/// The group of each thing that is like another; a thing has a place, what is compared of it,
/// and its features.
fn groups(observer: &Observer, things: &[Row], alike: &str) -> BTreeMap<Owned, Owned> {
    let features = things.iter().flat_map(|row| {
        let date = Owned::Bytes(row[1].bytes()[..4].to_owned());
        row[2]
            .numbers()
            .iter()
            .map(move |&feature| vec![Owned::Number(feature), date.clone(), row[0].clone()])
    });
    let features = sorted(features, &[0, 1, 2]);
    let features: Vec<Row> = features.into_iter().map(|row| vec![row[0].clone(), row[2].clone()]).collect();
    let mut pairs: BTreeMap<Row, (usize, bool)> = BTreeMap::new();
    for row in run(observer, "candidates", &features) {
        let (shared, rare) = pairs.entry(row[..2].to_vec()).or_default();
        *shared += 1;
        *rare |= row[2] == Owned::Number(1);
    }
    let by_place: BTreeMap<&Owned, &Owned> = things.iter().map(|row| (&row[0], &row[1])).collect();
    let compared: Vec<Row> = (pairs.into_iter())
        .filter(|(_, (shared, rare))| *shared > 1 || *rare)
        .map(|(pair, _)| [pair.clone(), pair.iter().map(|place| by_place[place].clone()).collect()].concat())
        .collect();
    let mut groups: BTreeMap<Owned, Owned> = BTreeMap::new();
    for link in run(observer, alike, &compared) {
        let ends = [0, 1].map(|at| groups.get(&link[at]).unwrap_or(&link[at]).clone());
        let smallest = ends[0].clone().min(ends[1].clone());
        for end in link {
            groups.entry(end.clone()).or_insert(end);
        }
        groups.values_mut().filter(|group| ends.contains(group)).for_each(|group| *group = smallest.clone());
    }
    groups
}

/// The lines of speakers, clusters and copies, sorted.
pub(crate) fn aggregate(
    observer: &Observer,
    articles: &[(Article<'_>, Vec<Attribution<'_>>)],
) -> [Vec<String>; 3] {
    let records = articles.iter().map(|(article, found)| {
        let lines: Vec<u8> =
            found.iter().flat_map(|one| serde_json::to_vec(one).unwrap().into_iter().chain(*b"\n")).collect();
        vec![Owned::Bytes(serde_json::to_vec(article).unwrap()), Owned::Bytes(lines)]
    });
    // Two tasks, which count apart.
    let records: Vec<Row> = records.collect();
    let (some, others) = records.split_at(records.len() / 2);
    let notes = [run(observer, "notes", some), run(observer, "notes", others)].concat();
    let of_kind = |kind| notes.iter().filter(move |row| row[0] == Owned::Number(kind)).cloned();

    let articles: Vec<Row> = sorted(of_kind(0), &[1, 2, 4]);
    let found = groups(observer, &articles, "alike-articles");
    let members = articles.iter().filter_map(|row| Some(vec![found.get(&row[0])?.clone(), row[1].clone()]));
    let copies = run(observer, "copies", &sorted(members, &[0, 1]));
    let originals: BTreeMap<i64, Owned> = copies
        .iter()
        .flat_map(|row| row[2].numbers().iter().map(|&number| (number, row[1].clone())))
        .collect();
    let original = |number: &Owned| match number {
        Owned::Number(article) => originals.get(article).unwrap_or(number).clone(),
        _ => Owned::Null,
    };
    let lines = |rows: Vec<Row>| {
        let mut lines: Vec<String> =
            rows.iter().map(|row| str::from_utf8(row[0].bytes()).unwrap().to_owned()).collect();
        lines.sort();
        lines
    };
    let clusters = clusters(observer, of_kind(2).collect(), original);
    let speakers = speakers(observer, of_kind(1).collect(), of_kind(3).collect(), original);
    [lines(speakers), lines(clusters), lines(copies)]
}

fn clusters(observer: &Observer, contents: Vec<Row>, original: impl Fn(&Owned) -> Owned) -> Vec<Row> {
    let versions = run(observer, "versions", &sorted(contents.clone(), &[1, 2]));
    let found = groups(observer, &versions, "alike-contents");
    let several: BTreeMap<Owned, Owned> = (versions.iter())
        .filter(|row| row[3] > Owned::Number(1) || found.contains_key(&row[0]))
        .map(|row| (row[0].clone(), found.get(&row[0]).unwrap_or(&row[0]).clone()))
        .collect();
    let members = contents.iter().filter_map(|row| {
        Some(vec![several.get(&row[1])?.clone(), row[2].clone(), row[1].clone(), original(&row[3])])
    });
    run(observer, "clusters", &sorted(members, &[0, 1, 2, 3]))
}

fn speakers(
    observer: &Observer,
    notes: Vec<Row>,
    counters: Vec<Row>,
    original: impl Fn(&Owned) -> Owned,
) -> Vec<Row> {
    let bearers = run(observer, "bearers", &sorted(notes, &[1, 2, 3]));
    let name = Owned::Number(-1);
    let names = bearers.iter().filter(|row| row[1] == name);
    let names = names.map(|row| vec![row[0].clone(), row[2].clone(), Owned::Null, Owned::Null]);
    let mut counts: BTreeMap<Owned, i64> = BTreeMap::new();
    counters.iter().for_each(|row| *counts.entry(row[3].clone()).or_default() += row[4].numbers()[0]);
    let counts = counts
        .into_iter()
        .map(|(counter, count)| vec![Owned::Null, Owned::Null, counter, Owned::Number(count)]);
    let decided = run(observer, "decide", &sorted(names.chain(counts), &[0, 1, 2, 3]));
    let of_bearers: BTreeMap<&[Owned], &Row> = decided.iter().map(|row| (&row[..2], row)).collect();
    let members = bearers.iter().filter_map(|row| {
        let decided = of_bearers.get(&row[..2])?;
        Some(vec![decided[2].clone(), decided[3].clone(), row[2].clone(), original(&row[3])])
    });
    let namesakes = decided.iter().filter(|row| row[4] != Owned::Null);
    let namesakes = namesakes.map(|row| vec![row[2].clone(), name.clone(), row[4].clone(), Owned::Null]);
    run(observer, "speakers", &sorted(members.chain(namesakes), &[0, 1, 2, 3]))
}
