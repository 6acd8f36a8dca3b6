//! What each fact is worth, as trained.

use super::facts::{Class, Evidence, Fact, VALUES};

/// How many features a class has.
const FEATURES: usize = Fact::NAMES.len() * VALUES;

/// What each feature adds to the score of a candidate: first for all sources, then what
/// it adds for those of each class.
#[derive(Clone, Debug)]
pub(crate) struct Weights(Vec<f32>);

impl Weights {
    /// Reads the file of weights: a name and a weight a line, after a head of lines that
    /// begin with `#`. Lines that name nothing known count for nothing.
    pub(crate) fn read(file: &str) -> Self {
        let mut weights = Self::none();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, weight)) = line.split_once('\t') else { continue };
            if let (Some(index), Ok(weight)) = (index(name), weight.parse()) {
                weights.0[index] = weight;
            }
        }
        weights
    }

    /// All weights are 0.
    pub(crate) fn none() -> Self {
        Self(vec![0.0; (1 + Class::ALL.len()) * FEATURES])
    }

    /// All weights.
    pub(crate) fn values(&self) -> &[f32] {
        &self.0
    }

    /// All weights, to be changed.
    pub(crate) fn values_mut(&mut self) -> &mut [f32] {
        &mut self.0
    }

    /// The lines of the file of weights, without those that weigh less than `least`.
    pub(crate) fn write(&self, least: f32) -> String {
        let mut lines = String::new();
        for (index, weight) in self.0.iter().enumerate().filter(|(_, weight)| weight.abs() >= least) {
            let class = match index / FEATURES {
                0 => "all",
                class => Class::ALL[class - 1].1,
            };
            let fact = Fact::NAMES[index % FEATURES / VALUES];
            lines += &format!("{class}.{fact}.{}\t{weight:.2}\n", index % VALUES);
        }
        lines
    }

    /// The score of a candidate.
    pub(crate) fn score(&self, class: Class, evidence: &Evidence) -> f32 {
        keys(class, evidence).map(|key| self.0[key]).sum()
    }
}

/// Where the weights of a candidate's features are.
pub(crate) fn keys(class: Class, evidence: &Evidence) -> impl Iterator<Item = usize> {
    let own = (class as usize + 1) * FEATURES;
    evidence.0.iter().flat_map(move |&feature| [usize::from(feature), own + usize::from(feature)])
}

/// Whether a weight counts for all classes.
pub(crate) fn is_shared(key: usize) -> bool {
    key < FEATURES
}

/// The place of a weight by its name: `he-she.away.2`.
fn index(name: &str) -> Option<usize> {
    let mut parts = name.split('.');
    let class = match parts.next()? {
        "all" => 0,
        class => 1 + Class::ALL.iter().position(|(_, name)| *name == class)?,
    };
    let fact = parts.next()?;
    let fact = Fact::NAMES.iter().position(|name| *name == fact)?;
    let value: usize = parts.next()?.parse().ok().filter(|value| *value < VALUES)?;
    Some(class * FEATURES + fact * VALUES + value)
}
