//! 名次.

/// Ranks with ties sharing a rank: 1, 2, 2, 4 (`domain.md` §3.2: 名次可以并列). The highest score is
/// first; the answer is in the order of `scores`. Exact fractions are compared, never printed ones.
pub fn rank<T: Ord>(scores: &[T]) -> Vec<usize> {
    let mut sorted: Vec<&T> = scores.iter().collect();
    sorted.sort_by(|a, b| b.cmp(a));
    scores.iter().map(|score| sorted.partition_point(|other| *other > score) + 1).collect()
}
