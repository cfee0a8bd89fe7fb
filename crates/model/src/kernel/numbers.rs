//! Functions of one number, without branches, so that loops over them become vector code, and without fused
//! multiplication, so that every instruction set gives the same bits.

#![allow(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set of its caller"
)]

/// Adding and taking away 1.5 · 2²³ rounds to whole numbers; the low bits of the sum are the number in two's complement.
const ROUND: f32 = 12_582_912.0;

/// The whole number nearest to `x`, ties to even, in two's complement in the low 22 bits.
#[inline(always)]
pub fn whole(x: f32) -> u32 {
    (x + ROUND).to_bits()
}

/// e to the power `x` for `x` up to 0: relative error below 1e-4 down to -80, and some 1e-35 below that.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let x = if x < -80.0 { -80.0 } else { x } * std::f32::consts::LOG2_E;
    let shifted = x + ROUND;
    let f = x - (shifted - ROUND);
    // Minimax for 2^f on [-1/2, 1/2], relative error 7.5e-5.
    let p = ((0.055_171_628 * f + 0.242_611_14) * f + 0.693_261) * f + 0.999_928_06;
    f32::from_bits(p.to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// The Gaussian error linear unit x·Φ(x) (Hendrycks & Gimpel 2016): error below 2e-5 · max(1, |x|).
#[inline(always)]
pub fn gelu(x: f32) -> f32 {
    const EDGE: f32 = 4.2;
    /// Φ(x) = 1/2 + x · P(x²), minimax for |x| ≤ [`EDGE`].
    const P: [f32; 9] = [
        4.923_695e-11,
        -4.795_565_5e-9,
        2.072_445e-7,
        -5.289_51e-6,
        8.983_539e-5,
        -0.001_086_455_8,
        0.009_740_927,
        -0.066_222_06,
        0.398_834_56,
    ];
    let c = if x > EDGE { EDGE } else { x };
    let c = if c < -EDGE { -EDGE } else { c };
    let square = c * c;
    let mut p = P[0];
    for coefficient in &P[1..] {
        p = p * square + coefficient;
    }
    x * (0.5 + c * p)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Φ by Simpson's rule in double precision.
    fn exact_gelu(x: f64) -> f64 {
        let density = |t: f64| (-t * t / 2.0).exp() / std::f64::consts::TAU.sqrt();
        let (steps, end) = (2000, x.clamp(-12.0, 12.0));
        let h = end / f64::from(steps);
        let inner: f64 =
            (1..steps).map(|i| density(h * f64::from(i)) * if i % 2 == 1 { 4.0 } else { 2.0 }).sum();
        x * (0.5 + (density(0.0) + inner + density(end)) * h / 3.0)
    }

    #[test]
    fn gelu_is_as_exact_as_it_says() {
        for i in -1200..=1200 {
            let x = i as f32 / 100.0;
            let error = (f64::from(gelu(x)) - exact_gelu(f64::from(x))).abs();
            assert!(error < 2e-5 * f64::from(x.abs().max(1.0)), "{x}: {error}");
        }
    }

    #[test]
    fn exp_is_as_exact_as_it_says() {
        for i in 0..=8000 {
            let x = -(i as f32) / 100.0;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) - exact).abs() < 1e-4 * exact, "{x}");
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-34);
    }

    #[test]
    fn whole_rounds_half_to_even() {
        assert_eq!([-2.5, -0.6, 0.5, 1.5, 254.6].map(|x| whole(x) as u8), [254, 255, 0, 2, 255]);
    }
}
