//! Places for the nodes of a picture.

mod map;
mod quadtree;

pub use map::{Tie, map_layout};

use petgraph::unionfind::UnionFind;

/// A place in a picture, or a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

const STRESS_ROUNDS: usize = 400;
const SEPARATION_ROUNDS: usize = 600;

/// The parts of a graph that hang together, largest first, each in order of node.
pub fn components(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut sets = UnionFind::<usize>::new(count);
    for &(a, b) in edges {
        sets.union(a, b);
    }
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); count];
    for node in 0..count {
        parts[sets.find(node)].push(node);
    }
    parts.retain(|part| !part.is_empty());
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), part[0]));
    parts
}

/// Places `count` connected nodes so that distances in the picture follow distances in the
/// graph, by stress majorisation (Gansner, Koren & North 2004, *Graph drawing by
/// stress majorization*). Deterministic; costs O(n²) a round and O(n³) for the
/// distances, and so is meant for pictures of some hundred nodes. Starts from the places of `map`, one
/// for each node, so that a picture looks like the map it is a part of; or afresh, where these are all one.
pub fn stress_layout(edges: &[(usize, usize)], map: &[Point]) -> Vec<Point> {
    let count = map.len();
    let distance = distances(count, edges);
    let length = |(a, b): &(usize, usize)| (map[*a].x - map[*b].x).hypot(map[*a].y - map[*b].y);
    let usual = edges.iter().map(length).sum::<f64>() / edges.len().max(1) as f64;
    let on_map = |(i, point): (usize, &Point)| match usual > 0.0 {
        true => Point { x: point.x / usual, y: point.y / usual },
        false => on_circle(i, count),
    };
    let mut points: Vec<Point> = map.iter().enumerate().map(on_map).collect();
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

/// Steps between all pairs of nodes (Floyd 1962); as many as there are nodes where there is no way.
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
    distance.iter_mut().filter(|d| d.is_infinite()).for_each(|d| *d = count as f64);
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

/// Arranges boxes of the given sizes side by side in rows, in the order given, so that they fill a
/// frame of the shape `aspect` (width over height) best; returns the upper left corner of each.
pub fn shelve(sizes: &[Point], aspect: f64, gap: f64) -> Vec<Point> {
    let frame = |corners: &[Point]| {
        let reach = |corner: &Point, size: &Point| f64::max(corner.x + size.x, (corner.y + size.y) * aspect);
        corners.iter().zip(sizes).map(|(corner, size)| reach(corner, size)).fold(0.0, f64::max)
    };
    let arrangements = (1..=sizes.len()).map(|first_row| {
        let limit = sizes[..first_row].iter().map(|size| size.x + gap).sum::<f64>() - gap;
        rows(sizes, limit, gap)
    });
    arrangements.min_by(|a, b| frame(a).total_cmp(&frame(b))).unwrap_or_default()
}

/// Fills rows no wider than `limit`, or than the widest box.
fn rows(sizes: &[Point], limit: f64, gap: f64) -> Vec<Point> {
    let (mut x, mut y, mut height) = (0.0, 0.0, 0.0);
    let mut corners = Vec::with_capacity(sizes.len());
    for size in sizes {
        if x > 0.0 && x + size.x > limit {
            (x, y, height) = (0.0, y + height + gap, 0.0);
        }
        corners.push(Point { x, y });
        x += size.x + gap;
        height = f64::max(height, size.y);
    }
    corners
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOWHERE: [Point; 4] = [Point { x: 0.0, y: 0.0 }; 4];

    #[test]
    fn a_path_is_drawn_as_long_as_it_is() {
        let edges = [(0, 1), (1, 2), (2, 3)];
        let points = stress_layout(&edges, &NOWHERE[..4]);
        let between = |a: usize, b: usize| (points[a].x - points[b].x).hypot(points[a].y - points[b].y);
        for (a, b) in [(0, 1), (1, 2), (2, 3)] {
            assert!((between(a, b) - 1.0).abs() < 0.05, "{}", between(a, b));
        }
        assert!(between(0, 3) > 2.7);
        assert_eq!(points, stress_layout(&edges, &NOWHERE[..4]));
    }

    #[test]
    fn a_picture_looks_like_its_map() {
        let map = [(0.0, 0.0), (50.0, 10.0), (-40.0, 20.0), (10.0, 60.0)].map(|(x, y)| Point { x, y });
        let points = stress_layout(&[(0, 1), (0, 2), (0, 3)], &map);
        assert!(points[1].x > points[0].x && points[2].x < points[0].x && points[3].y > points[0].y, "{points:?}");
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
    fn parts_and_shelves() {
        assert_eq!(components(6, &[(4, 2), (0, 5), (5, 3)]), [vec![0, 3, 5], vec![2, 4], vec![1]]);
        let size = |x: f64, y: f64| Point { x, y };
        let corners = shelve(&[size(100.0, 80.0), size(50.0, 20.0), size(40.0, 20.0)], 1.0, 10.0);
        assert_eq!(corners, [size(0.0, 0.0), size(0.0, 90.0), size(60.0, 90.0)]);
    }

    #[test]
    fn nothing_and_one() {
        assert!(stress_layout(&[], &[]).is_empty());
        assert_eq!(stress_layout(&[], &NOWHERE[..1]).len(), 1);
    }
}
