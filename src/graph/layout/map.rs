//! Places for all nodes of a graph, as towns lie on a map: what matters most is spread over the
//! plane, and what matters less lies between, near what it belongs to.

use super::Point;
use super::quadtree::Quadtree;

/// How many nodes each step takes in, the most important first, and how often it moves them all.
const STEPS: [(usize, usize); 4] = [(120, 260), (480, 70), (1_500, 24), (5_000, 10)];
/// Pull towards the middle, growing with the distance: against a push that falls with the distance
/// it makes a disc of even density, and keeps parts that hang together by nothing from drifting off.
/// Weaker sideways, for windows are wider than high.
const GRAVITY: Point = Point { x: 0.4, y: 0.62 };
/// Units for a node's room on the finished map.
const ROOM: f64 = 20.0;
/// Root mean square distance from the middle, for a map of one node a square unit of room.
const SPREAD: f64 = 0.7;
const SEPARATION_ROUNDS: usize = 12;

/// A tie between two nodes that draws them together.
#[derive(Clone, Copy, Debug)]
pub struct Tie {
    /// One end.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// How strong it is, above 0.
    pub weight: f64,
    /// Whether it moves nodes; others only tell where a node that nothing moves belongs.
    pub pulls: bool,
}

/// Places nodes, given how important each is (0 or more) and their ties.
///
/// A spring model in the manner of ForceAtlas2 (Jacomy et al. 2014) with repulsion after Barnes and
/// Hut, from the important to the unimportant: the first 120 nodes find their places by
/// themselves, then the first 480 with those, and so on to 5,000; all further ones are set down
/// beside their strongest neighbour. So the cost of the forces is bounded whatever the graph's
/// size, and the rest is linear. Uses nothing but sums, products and roots, and so gives the
/// same places on every machine. The middle is at 0, and a node has about 20 units of room.
pub fn map_layout(importance: &[f64], ties: &[Tie]) -> Vec<Point> {
    let mut order: Vec<usize> = (0..importance.len()).collect();
    order.sort_by(|&a, &b| importance[b].total_cmp(&importance[a]).then(a.cmp(&b)));
    let mut rank = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, &node)| rank[node] = place);
    // From here on a node is its rank.
    let ties: Vec<Tie> = ties.iter().map(|tie| Tie { a: rank[tie.a].min(rank[tie.b]), b: rank[tie.a].max(rank[tie.b]), ..*tie }).collect();
    let mut map = Map { points: Vec::with_capacity(order.len()), homes: homes(order.len(), &ties), ties };
    for (size, rounds) in STEPS {
        let size = size.min(order.len());
        if size > map.points.len() {
            map.settle(size);
            map.move_all(rounds);
            map.give_room(size);
        }
    }
    map.settle(order.len());
    let points = map.finish();
    rank.into_iter().map(|rank| points[rank]).collect()
}

struct Map {
    /// Places of the nodes taken in so far.
    points: Vec<Point>,
    /// The strongest neighbour of each node among those more important.
    homes: Vec<Option<usize>>,
    /// By rank, the more important end first.
    ties: Vec<Tie>,
}

fn homes(count: usize, ties: &[Tie]) -> Vec<Option<usize>> {
    let mut best: Vec<Option<(f64, usize)>> = vec![None; count];
    for tie in ties {
        let closer = |&(weight, home): &(f64, usize)| tie.weight > weight || (tie.weight == weight && tie.a < home);
        if tie.a != tie.b && best[tie.b].as_ref().is_none_or(closer) {
            best[tie.b] = Some((tie.weight, tie.a));
        }
    }
    best.into_iter().map(|best| best.map(|(_, home)| home)).collect()
}

impl Map {
    /// Takes in nodes up to `size`: beside their home, or around everything where they have none.
    fn settle(&mut self, size: usize) {
        let known = self.points.len();
        if known > 0 {
            let wider = (size as f64 / known as f64).sqrt();
            self.points.iter_mut().for_each(|point| *point = Point { x: point.x * wider, y: point.y * wider });
        }
        // Twice the mean distance is where an even disc ends.
        let edge = |of: fn(&Point) -> f64| 2.2 * (self.points.iter().map(|p| of(p) * of(p)).sum::<f64>() / known.max(1) as f64).sqrt();
        let rim = Point { x: edge(|p| p.x), y: edge(|p| p.y) };
        let mut turn = Point { x: 1.0, y: 0.0 };
        let mut guests = vec![0.0_f64; size];
        let mut strangers = 0.0;
        for node in known..size {
            turn = next_direction(turn);
            let (middle, reach) = match self.homes[node] {
                Some(home) => {
                    guests[home] += 1.0;
                    let distance = 0.9 * guests[home].sqrt();
                    (self.points[home], Point { x: distance, y: distance })
                }
                None => {
                    strangers += 1.0;
                    (Point { x: 0.0, y: 0.0 }, Point { x: (rim.x * rim.x + strangers).sqrt(), y: (rim.y * rim.y + strangers).sqrt() })
                }
            };
            self.points.push(Point { x: middle.x + turn.x * reach.x, y: middle.y + turn.y * reach.y });
        }
    }

    fn move_all(&mut self, rounds: usize) {
        let count = self.points.len();
        let pulls = |tie: &Tie| tie.b < count && tie.a != tie.b && (tie.pulls || self.homes[tie.b] == Some(tie.a));
        let ties: Vec<Tie> = self.ties.iter().copied().filter(pulls).collect();
        let mut mass = vec![1.0; count];
        for tie in &ties {
            mass[tie.a] += 1.0;
            mass[tie.b] += 1.0;
        }
        let extent = (count as f64).sqrt();
        for round in 0..rounds {
            let tree = Quadtree::new(&self.points, &mass);
            let mut force: Vec<Point> = self
                .points
                .iter()
                .zip(&mass)
                .map(|(&point, &mass)| {
                    let push = tree.push(point);
                    Point { x: mass * (push.x - point.x * GRAVITY.x), y: mass * (push.y - point.y * GRAVITY.y) }
                })
                .collect();
            for tie in &ties {
                let (a, b) = (self.points[tie.a], self.points[tie.b]);
                let (dx, dy) = ((b.x - a.x) * tie.weight, (b.y - a.y) * tie.weight);
                force[tie.a] = Point { x: force[tie.a].x + dx, y: force[tie.a].y + dy };
                force[tie.b] = Point { x: force[tie.b].x - dx, y: force[tie.b].y - dy };
            }
            // Steps shrink, so that the last ones only settle.
            let left = 1.0 - round as f64 / rounds as f64;
            let longest = 0.02 + 0.12 * extent * left * left;
            for ((point, force), mass) in self.points.iter_mut().zip(&force).zip(&mass) {
                let length = (force.x * force.x + force.y * force.y).sqrt();
                let step = (0.2 / mass).min(longest / length.max(1e-9));
                *point = Point { x: point.x + force.x * step, y: point.y + force.y * step };
            }
        }
    }

    /// Root mean square distance from the middle.
    fn spread(&self) -> f64 {
        (self.points.iter().map(|p| p.x * p.x + p.y * p.y).sum::<f64>() / self.points.len().max(1) as f64).sqrt()
    }

    /// Moves the first `size` nodes apart, so that a picture of them alone has no two upon each other.
    fn give_room(&mut self, size: usize) {
        let room = self.spread() / (SPREAD * (size.max(1) as f64).sqrt());
        for _ in 0..SEPARATION_ROUNDS {
            if room == 0.0 || !spread_out(&mut self.points[..size], room) {
                break;
            }
        }
    }

    /// Scales the map so that a node has its room, and moves apart what lies too close.
    fn finish(mut self) -> Vec<Point> {
        let count = self.points.len();
        let (mut x, mut y) = (0.0, 0.0);
        self.points.iter().for_each(|point| (x, y) = (x + point.x, y + point.y));
        let middle = Point { x: x / count.max(1) as f64, y: y / count.max(1) as f64 };
        self.points.iter_mut().for_each(|point| *point = Point { x: point.x - middle.x, y: point.y - middle.y });
        let scale = match self.spread() {
            0.0 => 1.0,
            spread => SPREAD * ROOM * (count as f64).sqrt() / spread,
        };
        self.points.iter_mut().for_each(|point| *point = Point { x: point.x * scale, y: point.y * scale });
        for (size, _) in STEPS {
            self.give_room(size.min(count));
        }
        self.give_room(count);
        self.points.iter().map(|point| Point { x: tenth(point.x), y: tenth(point.y) }).collect()
    }
}

/// Moves apart those closer than `room`, looking no further than the neighbouring squares of a grid.
fn spread_out(points: &mut [Point], room: f64) -> bool {
    let square = |point: &Point| ((point.y / room).floor() as i64, (point.x / room).floor() as i64);
    let mut sorted: Vec<((i64, i64), usize)> = points.iter().enumerate().map(|(node, point)| (square(point), node)).collect();
    sorted.sort_unstable();
    let mut moved = false;
    for i in 0..sorted.len() {
        let ((row, column), a) = sorted[i];
        let below = sorted.partition_point(|(square, _)| *square < (row + 1, column - 1));
        let beside = sorted[i + 1..].iter().take_while(|(square, _)| *square <= (row, column + 1));
        let under = sorted[below..].iter().take_while(|(square, _)| *square <= (row + 1, column + 1));
        for &(_, b) in beside.chain(under) {
            let (dx, dy) = (points[b].x - points[a].x, points[b].y - points[a].y);
            let distance = (dx * dx + dy * dy).sqrt();
            if distance >= room {
                continue;
            }
            moved = true;
            let (dx, dy) = if distance > 1e-6 { (dx / distance, dy / distance) } else { (1.0, 0.0) };
            // The more important one, whose number is smaller, keeps its place better.
            let way = (room - distance) * 0.6;
            let share = if a < b { 0.3 } else { 0.7 };
            points[a] = Point { x: points[a].x - dx * way * share, y: points[a].y - dy * way * share };
            points[b] = Point { x: points[b].x + dx * way * (1.0 - share), y: points[b].y + dy * way * (1.0 - share) };
        }
    }
    moved
}

/// Turned by the golden angle, so that followers never line up; its sine and cosine are
/// written out, for libraries differ in their last digit.
fn next_direction(direction: Point) -> Point {
    const COSINE: f64 = -0.737_368_878_078_319_7;
    const SINE: f64 = 0.675_490_294_261_523_6;
    let turned = Point { x: direction.x * COSINE - direction.y * SINE, y: direction.x * SINE + direction.y * COSINE };
    let length = (turned.x * turned.x + turned.y * turned.y).sqrt();
    Point { x: turned.x / length, y: turned.y / length }
}

/// Rounded to a tenth: no eye sees more, and files stay small. Never -0.
fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rings of `size` nodes around a hub each; the hubs, which come first, form a chain.
    fn chained_stars(stars: usize, size: usize) -> (Vec<f64>, Vec<Tie>) {
        let tie = |a, b| Tie { a, b, weight: 1.0, pulls: true };
        let mut importance = vec![100.0; stars];
        let mut ties: Vec<Tie> = (1..stars).map(|hub| tie(hub - 1, hub)).collect();
        for hub in 0..stars {
            for _ in 0..size {
                ties.push(tie(importance.len(), hub));
                importance.push(1.0);
            }
        }
        (importance, ties)
    }

    fn distance(a: Point, b: Point) -> f64 {
        ((a.x - b.x).powi(2) + (a.y - b.y).powi(2)).sqrt()
    }

    #[test]
    fn nodes_lie_near_what_they_belong_to() {
        let (importance, ties) = chained_stars(8, 60);
        let points = map_layout(&importance, &ties);
        let at_home = (8..points.len()).filter(|&node| {
            let own = (node - 8) / 60;
            (0..8).all(|hub| hub == own || distance(points[node], points[own]) < distance(points[node], points[hub]))
        });
        assert!(at_home.count() * 10 > (points.len() - 8) * 9);
        let mut nearest: Vec<f64> = (0..points.len())
            .map(|a| (0..points.len()).filter(|&b| b != a).map(|b| distance(points[a], points[b])).fold(f64::INFINITY, f64::min))
            .collect();
        nearest.sort_by(f64::total_cmp);
        assert!(nearest[0] > ROOM / 3.0 && nearest[nearest.len() / 10] > ROOM * 0.7, "{:?}", &nearest[..60]);
    }

    #[test]
    fn the_same_places_again_whichever_end_a_tie_names_first() {
        let (importance, mut ties) = chained_stars(5, 200);
        let points = map_layout(&importance, &ties);
        assert_eq!(points, map_layout(&importance, &ties));
        ties.iter_mut().for_each(|tie| (tie.a, tie.b) = (tie.b, tie.a));
        assert_eq!(points, map_layout(&importance, &ties));
    }

    #[test]
    fn large_graphs_and_small_ones() {
        let (importance, ties) = chained_stars(100, 400);
        let points = map_layout(&importance, &ties);
        assert!(points.iter().all(|point| point.x.is_finite() && point.y.is_finite()));
        assert!(map_layout(&[], &[]).is_empty());
        assert_eq!(map_layout(&[1.0], &[Tie { a: 0, b: 0, weight: 1.0, pulls: true }]), [Point { x: 0.0, y: 0.0 }]);
        let apart = map_layout(&[0.0, 0.0], &[]);
        assert!(distance(apart[0], apart[1]) > ROOM / 2.0);
    }
}
