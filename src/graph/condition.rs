//! An expression over attributes in, the nodes or edges it is true of out: `npmi > 0.3 and weight
//! >= 2`, `type = person or not (degree < 3)`.
//!
//! ```text
//! any     = all { "or" all }
//! all     = one { "and" one }
//! one     = "not" one | "(" any ")" | NAME OPERATOR VALUE
//! ```

use std::str::FromStr;

use petgraph::graph::NodeIndex;
use serde_json::Value;

use super::columns::{
    edge_columns, edge_values, is_of_both, is_standing, node_columns, node_values,
};
use super::{Edge, Graph};

/// How deep brackets and `not` may be nested.
const MAX_DEPTH: usize = 50;

/// An expression over the attributes of nodes, or over those of edges.
///
/// The names are those of [`node_columns`] and [`edge_columns`]; `node.documents` and
/// `edge.documents`, and so with `first` and `last`, tell apart what both have, which by itself is the other names' kind, else the
/// nodes'. The operators are `=`, `!=`, `<`, `<=`, `>`, `>=` and `~`, which is true where the text
/// holds the value; words and text compare in any case, a list is what any of its items is, and a
/// value with blanks or operators stands in quotes.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// What it is about.
    pub target: Target,
    expression: Expression,
}

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nodes.
    Nodes,
    /// Edges.
    Edges,
}

#[derive(Clone, Debug, PartialEq)]
enum Expression {
    Any(Vec<Expression>),
    All(Vec<Expression>),
    Not(Box<Expression>),
    Compare {
        name: String,
        operator: Operator,
        value: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    Holds,
}

const OPERATORS: [(&str, Operator); 7] = [
    ("!=", Operator::Unequal),
    ("<=", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("=", Operator::Equal),
    ("<", Operator::Less),
    (">", Operator::More),
    ("~", Operator::Holds),
];

impl FromStr for Condition {
    type Err = String;

    /// Reads an expression; the error says what is wrong with it and what to write.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut parser = Parser {
            tokens: tokens(text)?,
            next: 0,
        };
        let mut expression = parser.any(0)?;
        if let Some(token) = parser.peek() {
            return Err(format!("`{}` is too much; use `and` or `or`", token.text));
        }
        let target = target(&mut expression)?;
        Ok(Self { target, expression })
    }
}

impl Condition {
    /// Whether it asks for figures that only a measured graph has.
    pub fn needs_standings(&self) -> bool {
        self.names().into_iter().any(is_standing)
    }

    /// Whether `graph` has all the attributes it names.
    ///
    /// # Errors
    ///
    /// The name that it lacks and those that there are, in words.
    pub fn check(&self, graph: &Graph) -> Result<(), String> {
        let columns = match self.target {
            Target::Nodes => node_columns(graph),
            Target::Edges => edge_columns(),
        };
        let known: Vec<String> = columns.into_iter().map(|column| column.name).collect();
        let may_be_measured = |name: &str| self.target == Target::Nodes && is_standing(name);
        let is_unknown =
            |name: &&str| !may_be_measured(name) && !known.iter().any(|column| column == name);
        match self.names().into_iter().find(is_unknown) {
            Some(name) => Err(format!(
                "nothing has an attribute `{name}`; use `{}`",
                known.join("`, `")
            )),
            None => Ok(()),
        }
    }

    pub(super) fn holds_of_node(&self, graph: &Graph, node: NodeIndex) -> bool {
        let values = node_values(graph, node);
        self.expression.holds(&|name| {
            let found = values.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value)
        })
    }

    pub(super) fn holds_of_edge(&self, edge: &Edge) -> bool {
        let values: Vec<_> = edge_values(edge).collect();
        self.expression.holds(&|name| {
            let found = values.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value)
        })
    }

    fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.expression.add_names(&mut names);
        names
    }
}

impl Expression {
    fn holds<'a>(&self, value_of: &impl Fn(&str) -> Option<&'a Value>) -> bool {
        match self {
            Self::Any(parts) => parts.iter().any(|part| part.holds(value_of)),
            Self::All(parts) => parts.iter().all(|part| part.holds(value_of)),
            Self::Not(part) => !part.holds(value_of),
            Self::Compare {
                name,
                operator: Operator::Unequal,
                value,
            } => !value_of(name).is_some_and(|found| compare(found, Operator::Equal, value)),
            Self::Compare {
                name,
                operator,
                value,
            } => value_of(name).is_some_and(|found| compare(found, *operator, value)),
        }
    }

    fn add_names<'a>(&'a self, names: &mut Vec<&'a str>) {
        match self {
            Self::Any(parts) | Self::All(parts) => {
                parts.iter().for_each(|part| part.add_names(names));
            }
            Self::Not(part) => part.add_names(names),
            Self::Compare { name, .. } => names.push(name),
        }
    }

    /// Takes `node.` and `edge.` off the names, and tells what the names are of.
    fn take_targets(&mut self, targets: &mut Vec<(Target, String)>) {
        match self {
            Self::Any(parts) | Self::All(parts) => {
                parts.iter_mut().for_each(|part| part.take_targets(targets));
            }
            Self::Not(part) => part.take_targets(targets),
            Self::Compare { name, .. } => {
                let is_of_edges = edge_columns().iter().any(|column| column.name == *name);
                if let Some(bare) = name.strip_prefix("node.") {
                    targets.push((Target::Nodes, name.clone()));
                    *name = bare.to_owned();
                } else if let Some(bare) = name.strip_prefix("edge.") {
                    targets.push((Target::Edges, name.clone()));
                    *name = bare.to_owned();
                } else if !is_of_both(name) {
                    let target = if is_of_edges {
                        Target::Edges
                    } else {
                        Target::Nodes
                    };
                    targets.push((target, name.clone()));
                }
            }
        }
    }
}

fn target(expression: &mut Expression) -> Result<Target, String> {
    let mut targets = Vec::new();
    expression.take_targets(&mut targets);
    let Some((first, name)) = targets.first() else {
        return Ok(Target::Nodes);
    };
    match targets.iter().find(|(target, _)| target != first) {
        Some((_, other)) => Err(format!(
            "`{name}` and `{other}` are of an entity and of a tie; give `--where` once for each"
        )),
        None => Ok(*first),
    }
}

fn compare(found: &Value, operator: Operator, value: &str) -> bool {
    if let Value::Array(items) = found {
        return items.iter().any(|item| compare(item, operator, value));
    }
    let order = match (found.as_f64(), value.parse::<f64>()) {
        (Some(found), Ok(value)) => found.partial_cmp(&value),
        _ => {
            let found = found
                .as_str()
                .map_or_else(|| found.to_string(), str::to_owned);
            let (found, value) = (found.to_lowercase(), value.to_lowercase());
            if operator == Operator::Holds {
                return found.contains(&value);
            }
            Some(found.cmp(&value))
        }
    };
    order.is_some_and(|order| match operator {
        Operator::Equal | Operator::Holds => order.is_eq(),
        Operator::Unequal => order.is_ne(),
        Operator::Less => order.is_lt(),
        Operator::AtMost => order.is_le(),
        Operator::More => order.is_gt(),
        Operator::AtLeast => order.is_ge(),
    })
}

#[derive(Clone, Debug, PartialEq)]
struct Token {
    text: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    Quoted,
    Operator(Operator),
    Bracket,
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let operator = OPERATORS.iter().find(|(sign, _)| rest.starts_with(sign));
        let (len, kind) = match (first, operator) {
            (_, Some((sign, operator))) => (sign.len(), Kind::Operator(*operator)),
            ('(' | ')', _) => (1, Kind::Bracket),
            ('"' | '\'', _) => {
                let inside = rest[1..].find(first).ok_or("a quote is not closed")?;
                (inside + 2, Kind::Quoted)
            }
            _ => {
                let is_end = |c: char| c.is_whitespace() || "()=!<>~\"'".contains(c);
                (
                    rest[first.len_utf8()..]
                        .find(is_end)
                        .map_or(rest.len(), |at| at + first.len_utf8()),
                    Kind::Word,
                )
            }
        };
        let text = match kind {
            Kind::Quoted => &rest[1..len - 1],
            _ => &rest[..len],
        };
        tokens.push(Token {
            text: text.to_owned(),
            kind,
        });
        rest = rest[len..].trim_start();
    }
    Ok(tokens)
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    /// Whether `word` is next, which is then passed.
    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.peek().is_some_and(|token| {
            token.kind != Kind::Quoted && token.text.eq_ignore_ascii_case(word)
        });
        self.next += usize::from(is_next);
        is_next
    }

    fn any(&mut self, depth: usize) -> Result<Expression, String> {
        let mut parts = vec![self.all(depth)?];
        while self.takes("or") {
            parts.push(self.all(depth)?);
        }
        Ok(Expression::Any(parts))
    }

    fn all(&mut self, depth: usize) -> Result<Expression, String> {
        let mut parts = vec![self.one(depth)?];
        while self.takes("and") {
            parts.push(self.one(depth)?);
        }
        Ok(Expression::All(parts))
    }

    fn one(&mut self, depth: usize) -> Result<Expression, String> {
        if depth > MAX_DEPTH {
            return Err("this is nested too deep; use fewer brackets".to_owned());
        }
        if self.takes("not") {
            return Ok(Expression::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.takes("(") {
            let inside = self.any(depth + 1)?;
            return match self.takes(")") {
                true => Ok(inside),
                false => Err("a bracket is not closed".to_owned()),
            };
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Expression, String> {
        const FORM: &str = "use NAME OPERATOR VALUE, as in `weight >= 2`";
        let [name, operator, value] = [0, 1, 2].map(|ahead| self.tokens.get(self.next + ahead));
        let is_text = |token: &&Token| matches!(token.kind, Kind::Word | Kind::Quoted);
        let (Some(name), Some(operator), Some(value)) =
            (name.filter(is_text), operator, value.filter(is_text))
        else {
            return Err(FORM.to_owned());
        };
        let Kind::Operator(operator) = operator.kind else {
            return Err(FORM.to_owned());
        };
        let (name, value) = (name.text.clone(), value.text.clone());
        self.next += 3;
        Ok(Expression::Compare {
            name,
            operator,
            value,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::made;
    use super::*;

    /// Which nodes of a path of four with weights 1, 2, 3, or which of its edges.
    fn check(text: &str, expected: &[usize]) {
        let graph = made(4, &[(0, 1, 1), (1, 2, 2), (2, 3, 3)]);
        let condition: Condition = text.parse().expect(text);
        condition.check(&graph).expect(text);
        let network = &graph.network;
        let found: Vec<usize> = match condition.target {
            Target::Nodes => (network.node_indices())
                .filter(|&node| condition.holds_of_node(&graph, node))
                .map(|node| node.index())
                .collect(),
            Target::Edges => (network.edge_indices())
                .filter(|&edge| condition.holds_of_edge(&network[edge]))
                .map(|edge| edge.index())
                .collect(),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn expressions_choose_nodes_and_edges() {
        for (text, expected) in [
            ("degree = 2", &[1, 2][..]),
            ("degree!=2", &[0, 3]),
            ("weight >= 2", &[1, 2]),
            ("weight>1 and not weight = 3", &[1]),
            ("weight = 1 or weight = 3 and npmi < -5", &[0]),
            ("(weight = 1 or weight = 3) and weight > 2", &[2]),
            ("name = 'name 2'", &[2]),
            ("name ~ \"E 3\"", &[3]),
            ("type = Person and strength <= 1", &[0]),
            ("documents = 1", &[0, 1, 2, 3]),
            ("documents = 1 and weight = 1", &[0]),
            ("edge.documents = 1", &[0, 1, 2]),
            ("label = NAME", &[]),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let deep = format!("{}weight = 1", "(".repeat(60));
        for (text, expected) in [
            ("", "use NAME"),
            ("weight", "use NAME"),
            ("weight 2 3", "use NAME"),
            ("weight = 2 3", "too much"),
            ("(weight = 2", "not closed"),
            ("name = 'x", "not closed"),
            ("weight = 2 and degree = 2", "an entity and of a tie"),
            (&deep, "nested too deep"),
        ] {
            let error = text.parse::<Condition>().expect_err(text);
            assert!(error.contains(expected), "{text}: {error}");
        }
        let unknown: Condition = "colour = red".parse().expect("it can be read");
        assert!(unknown.check(&made(1, &[])).is_err());
    }
}
