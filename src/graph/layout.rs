//! Places for the nodes of a picture.

/// A place in a picture, or a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// How much further apart than neighbours parts without a connection are put.
const APART: f64 = 2.5;

const STRESS_ROUNDS: usize = 400;
const SEPARATION_ROUNDS: usize = 600;

/// Places `count` nodes so that distances in the picture follow distances in the
/// graph, by stress majorisation (Gansner, Koren & North 2004, *Graph drawing by
/// stress majorization*). Deterministic; costs O(n²) a round and O(n³) for the
/// distances, and so is meant for pictures of some hundred nodes.
pub fn stress_layout(count: usize, edges: &[(usize, usize)]) -> Vec<Point> {
    let distance = distances(count, edges);
    let mut points: Vec<Point> = (0..count).map(|i| on_circle(i, count)).collect();
    for _ in 0..STRESS_ROUNDS {
        for i in 0..count {
            let (mut x, mut y, mut total) = (0.0, 0.0, 0.0);
            for j in (0..count).filter(|&j| j != i) {
                let (dx, dy) = (points[i].x - points[j].x, points[i].y - points[j].y);
                let now = dx.hypot(dy).max(1e-9);
                let wanted = distance[i * count + j];
                let weight = 1.0 / (wanted * wanted);
                x += weight * (points[j].x + wanted * dx / now);
                y += weight * (points[j].y + wanted * dy / now);
                total += weight;
            }
            if total > 0.0 {
                points[i] = Point { x: x / total, y: y / total };
            }
        }
    }
    points
}

/// The golden angle keeps neighbours in the list from starting side by side.
fn on_circle(i: usize, count: usize) -> Point {
    let radius = 1.0 + (count as f64).sqrt() * (i as f64 + 0.5).sqrt() / (count as f64).sqrt();
    let (y, x) = (i as f64 * 2.399_963_229_728_653).sin_cos();
    Point { x: x * radius, y: y * radius }
}

/// Steps between all pairs of nodes (Floyd 1962), [`APART`] more than the longest where there is no way.
fn distances(count: usize, edges: &[(usize, usize)]) -> Vec<f64> {
    let mut distance = vec![f64::INFINITY; count * count];
    for i in 0..count {
        distance[i * count + i] = 0.0;
    }
    for &(a, b) in edges {
        distance[a * count + b] = 1.0;
        distance[b * count + a] = 1.0;
    }
    for via in 0..count {
        for a in 0..count {
            for b in 0..count {
                let detour = distance[a * count + via] + distance[via * count + b];
                if detour < distance[a * count + b] {
                    distance[a * count + b] = detour;
                }
            }
        }
    }
    let longest = distance.iter().copied().filter(|d| d.is_finite()).fold(1.0, f64::max);
    distance.iter_mut().filter(|d| d.is_infinite()).for_each(|d| *d = (longest / 2.0 + APART).min(longest + APART));
    distance
}

/// Moves boxes apart until none overlap, or patience ends; `sizes` are full widths and heights.
pub fn separate(points: &mut [Point], sizes: &[Point]) {
    for _ in 0..SEPARATION_ROUNDS {
        let mut moved = false;
        for i in 0..points.len() {
            for j in i + 1..points.len() {
                let (dx, dy) = (points[j].x - points[i].x, points[j].y - points[i].y);
                let over_x = (sizes[i].x + sizes[j].x) / 2.0 - dx.abs();
                let over_y = (sizes[i].y + sizes[j].y) / 2.0 - dy.abs();
                if over_x <= 0.0 || over_y <= 0.0 {
                    continue;
                }
                moved = true;
                // The shorter way out, a little further than needed, half of it each.
                if over_x < over_y {
                    let step = (over_x / 2.0 + 0.5) * if dx < 0.0 { -1.0 } else { 1.0 };
                    points[i].x -= step;
                    points[j].x += step;
                } else {
                    let step = (over_y / 2.0 + 0.5) * if dy < 0.0 { -1.0 } else { 1.0 };
                    points[i].y -= step;
                    points[j].y += step;
                }
            }
        }
        if !moved {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_drawn_as_long_as_it_is() {
        let points = stress_layout(4, &[(0, 1), (1, 2), (2, 3)]);
        let between = |a: usize, b: usize| (points[a].x - points[b].x).hypot(points[a].y - points[b].y);
        for (a, b) in [(0, 1), (1, 2), (2, 3)] {
            assert!((between(a, b) - 1.0).abs() < 0.05, "{}", between(a, b));
        }
        assert!(between(0, 3) > 2.7);
        assert_eq!(points, stress_layout(4, &[(0, 1), (1, 2), (2, 3)]));
    }

    #[test]
    fn boxes_come_apart() {
        let mut points = vec![Point { x: 0.0, y: 0.0 }; 12];
        for (i, point) in points.iter_mut().enumerate() {
            point.x = i as f64 * 3.0;
        }
        let sizes = vec![Point { x: 40.0, y: 20.0 }; 12];
        separate(&mut points, &sizes);
        for i in 0..12 {
            for j in i + 1..12 {
                assert!((points[i].x - points[j].x).abs() >= 40.0 || (points[i].y - points[j].y).abs() >= 20.0, "{i} and {j}");
            }
        }
    }

    #[test]
    fn nothing_and_one() {
        assert!(stress_layout(0, &[]).is_empty());
        assert_eq!(stress_layout(1, &[]).len(), 1);
    }
}
