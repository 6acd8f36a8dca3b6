//! The layers of confidence in which a sample is compared with everything.

/// Where a quote or claim belongs, as far as a share is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is not among what the share is a part of: a false alarm, for instance.
    Outside,
    /// It is among the whole, but not in the part.
    Rest,
    /// It is in the part.
    Part,
}

impl Place {
    /// What it adds to the whole.
    pub(crate) fn whole(self) -> f64 {
        f64::from(u8::from(self != Self::Outside))
    }

    /// What it adds to the part.
    pub(crate) fn part(self) -> f64 {
        f64::from(u8::from(self == Self::Part))
    }
}

/// Confidences come in hundredths.
const STEPS: usize = 101;

/// How many strata there are at most: five take away most of what strata can (Cochran,
/// *Sampling Techniques*, 5A.8).
const MOST: usize = 5;

/// How many reviewed quotes there are for each stratum, on average, before another one is
/// made.
const REVIEWED_IN_STRATUM: usize = 20;

/// Everything that the program found, counted by its confidence.
#[derive(Clone, Debug)]
pub struct Population {
    steps: [Counts; STEPS],
}

/// How many quotes there are, and how many the program takes to be in the whole and in
/// the part.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) quotes: f64,
    pub(crate) whole: f64,
    pub(crate) part: f64,
}

/// Quotes whose confidence is from one hundredth to another, inclusive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stratum {
    pub(crate) steps: (usize, usize),
    pub(crate) counts: Counts,
}

impl Default for Population {
    fn default() -> Self {
        Self { steps: [Counts::default(); STEPS] }
    }
}

impl Population {
    /// Adds a quote: how sure the program is of it, from 0 to 1, and where it puts it.
    pub fn add(&mut self, confidence: f64, found: Place) {
        let counts = &mut self.steps[step(confidence)];
        counts.quotes += 1.0;
        counts.whole += found.whole();
        counts.part += found.part();
    }

    pub(crate) fn counts(&self) -> Counts {
        Counts::sum(&self.steps)
    }

    /// Strata of about equally many quotes, as many as a sample of this size can bear.
    pub(crate) fn strata(&self, reviewed: usize) -> Vec<Stratum> {
        let wanted = (reviewed / REVIEWED_IN_STRATUM).clamp(1, MOST);
        let size = self.counts().quotes / wanted as f64;
        let mut strata: Vec<Stratum> = Vec::new();
        let mut first = 0;
        for last in 0..STEPS {
            let counts = Counts::sum(&self.steps[first..=last]);
            // Rounded sums of equal parts must not leave a stratum short of a quote.
            if counts.quotes + 0.5 >= size || last == STEPS - 1 {
                strata.push(Stratum { steps: (first, last), counts });
                first = last + 1;
            }
        }
        // The rest is one with the stratum before it, unless it is as large as the others:
        // in a small one, a fair sample may by chance have hardly any.
        if let [.., before, rest] = &mut *strata
            && rest.counts.quotes + 0.5 < size
        {
            *before = Stratum {
                steps: (before.steps.0, rest.steps.1),
                counts: Counts::sum(&[before.counts, rest.counts]),
            };
            strata.pop();
        }
        strata
    }
}

impl Counts {
    fn sum(all: &[Self]) -> Self {
        all.iter().fold(Self::default(), |sum, one| Self {
            quotes: sum.quotes + one.quotes,
            whole: sum.whole + one.whole,
            part: sum.part + one.part,
        })
    }
}

impl Stratum {
    pub(crate) fn has(&self, confidence: f64) -> bool {
        (self.steps.0..=self.steps.1).contains(&step(confidence))
    }
}

fn step(confidence: f64) -> usize {
    (confidence.clamp(0.0, 1.0) * (STEPS - 1) as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strata_are_about_equal_and_cover_everything() {
        let mut population = Population::default();
        for (confidence, quotes) in [(0.0, 3), (0.31, 97), (0.7, 100), (0.98, 90), (1.0, 10)] {
            (0..quotes).for_each(|_| population.add(confidence, Place::Rest));
        }
        let steps = |reviewed| -> Vec<_> { population.strata(reviewed).iter().map(|s| s.steps).collect() };
        assert_eq!(steps(39), [(0, 100)]);
        assert_eq!(steps(60), [(0, 31), (32, 70), (71, 100)]);
        assert_eq!(steps(1000).len(), 3, "what is left is one with the last");
        for reviewed in [1, 60, 1000] {
            let strata = population.strata(reviewed);
            assert_eq!(strata.iter().map(|s| s.counts.quotes).sum::<f64>(), 300.0);
            assert!(strata.windows(2).all(|pair| pair[0].steps.1 + 1 == pair[1].steps.0));
        }
    }
}
