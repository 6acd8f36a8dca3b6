//! FTRL-Proximal (McMahan et al. 2013), one weight at a time, and the order in which
//! examples are seen.

/// The learning rate and the penalties of FTRL-Proximal.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// The learning rate.
    pub alpha: f32,
    /// The strength of the L1 penalty, which keeps a model small.
    pub l1: f32,
    /// The strength of the L2 penalty.
    pub l2: f32,
}

/// One weight under FTRL-Proximal (McMahan et al. 2013): the sum of its
/// adjusted gradients and the sum of their squares.
#[derive(Clone, Copy, Default)]
pub(super) struct Weight {
    z: f32,
    n: f32,
}

impl Weight {
    pub(super) fn value(self, rates: &Rates) -> f32 {
        if self.z.abs() <= rates.l1 {
            return 0.0;
        }
        -(self.z - self.z.signum() * rates.l1) / ((1.0 + self.n.sqrt()) / rates.alpha + rates.l2)
    }

    pub(super) fn update(&mut self, gradient: f32, value: f32, rates: &Rates) {
        let n = self.n + gradient * gradient;
        self.z += gradient - (n.sqrt() - self.n.sqrt()) / rates.alpha * value;
        self.n = n;
    }
}

/// A small generator of numbers that look random and are always the same.
pub(super) struct Random(u64);

impl Default for Random {
    fn default() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }
}

impl Random {
    pub(super) fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            order.swap(at, (self.0 % (at as u64 + 1)) as usize);
        }
    }
}
