//! Keywords in, which part of a graph they ask for out.

use comention::date::Date;
use comention::gazetteer::EntityType;
use comention::graph::{Condition, Ego, Filter, Graph, Period, Weighting};
use comention::query::resolve;
use comention::store::{Part, Store};
use globset::{Glob, GlobMatcher};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::{exception, input, parse};
use crate::keywords::{Choices, Keywords};

const WEIGHTS: Choices<Weighting, 2> =
    [("windows", Weighting::Windows), ("score", Weighting::Score)];

/// One string, or several.
#[derive(FromPyObject)]
enum Strings {
    One(String),
    Several(Vec<String>),
}

impl Strings {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::Several(texts) => texts,
        }
    }
}

/// Which part of a graph is wanted: what to count again, and what to leave out of that.
pub(crate) struct Wanted {
    period: Period,
    inside: Option<GlobMatcher>,
    ego: Option<(String, usize)>,
    filter: Filter,
}

impl Wanted {
    pub(crate) fn new(py: Python<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let mut given = Keywords::new(py, options)?;
        let period = Period {
            since: date(&mut given, "since")?,
            until: date(&mut given, "until")?,
        };
        let inside = given.take_or::<Option<String>>("inside", None)?;
        let inside = inside.map(|glob| parse::<Glob>("inside", &glob));
        let mut strings = |name| -> PyResult<Vec<String>> {
            let strings = given.take_or::<Option<Strings>>(name, None)?;
            Ok(strings.map_or_else(Vec::new, Strings::into_vec))
        };
        let (types, conditions) = (strings("types")?, strings("where")?);
        let conditions = conditions.iter().map(|text| parse("where", text));
        let ego = given.take_or::<Option<String>>("ego", None)?;
        let depth = given.take_or("depth", 1)?;
        let wanted = Self {
            period,
            inside: inside.transpose()?.map(|glob| glob.compile_matcher()),
            ego: ego.map(|name| (name, depth)),
            filter: Filter {
                types: types.iter().map(|name| EntityType::named(name)).collect(),
                min_mentions: given.take_or("min_mentions", 0)?,
                weighting: given.choose("weight", &WEIGHTS, Weighting::default())?,
                conditions: conditions.collect::<PyResult<Vec<Condition>>>()?,
                min_weight: given.take_or("min_weight", 0.0)?,
                backbone: given.take_or("backbone", None)?,
                largest_component: given.take_or("largest_component", false)?,
                top: given.take_or("top", None)?,
                ..Filter::default()
            },
        };
        given.finish()?;
        Ok(wanted)
    }

    /// Whether a part of the corpus is wanted, to be counted again.
    pub(crate) fn counts_again(&self) -> bool {
        self.inside.is_some() || !self.period.is_open()
    }

    /// What is wanted of `part`, the part of the corpus that was counted before.
    pub(crate) fn part(&self, part: &Part) -> PyResult<Part> {
        if let (Some(first), Some(second)) = (&part.inside, &self.inside) {
            return Err(input(format_args!(
                "inside=\"{}\": the graph is of `{}` already; filter the whole graph, by one pattern",
                second.glob(),
                first.glob()
            )));
        }
        let (own, wanted) = (&part.period, &self.period);
        Ok(Part {
            document: part.document.clone(),
            inside: self.inside.clone().or_else(|| part.inside.clone()),
            period: Period {
                since: further(own.since, wanted.since, |own, wanted| own.is_before(wanted)),
                until: further(own.until, wanted.until, |own, wanted| wanted.is_before(own)),
            },
        })
    }

    /// The filter of `graph`, which is that of `store` or a part of it.
    pub(crate) fn filter(self, store: &Store, graph: &Graph) -> PyResult<Filter> {
        let there = store.types().map_err(exception)?;
        let is_there = |wanted: &&EntityType| there.iter().any(|name| name == wanted.as_str());
        if let Some(missing) = self.filter.types.iter().find(|wanted| !is_there(wanted)) {
            return Err(input(format_args!(
                "there is no entity of the type `{}`; there are {}",
                missing.as_str(),
                there.join(", ")
            )));
        }
        for condition in &self.filter.conditions {
            condition.check(graph).map_err(input)?;
        }
        let ego = self.ego.map(|(name, depth)| -> PyResult<Ego> {
            let node = resolve(graph, &name).map_err(exception)?;
            let id = graph.network[node].id.clone();
            Ok(Ego { id, depth })
        });
        Ok(Filter {
            ego: ego.transpose()?,
            ..self.filter
        })
    }
}

/// A date: a string, or what is shown as one.
fn date(given: &mut Keywords<'_>, name: &'static str) -> PyResult<Option<Date>> {
    let value = given.take_or::<Option<Bound<'_, PyAny>>>(name, None)?;
    let date = value.map(|value| parse(name, &value.str()?.to_cow()?));
    date.transpose()
}

/// The one of two bounds that leaves out more.
fn further(
    own: Option<Date>,
    wanted: Option<Date>,
    is_further: impl Fn(Date, Date) -> bool,
) -> Option<Date> {
    match (own, wanted) {
        (Some(own), Some(wanted)) if !is_further(own, wanted) => Some(own),
        (own, wanted) => wanted.or(own),
    }
}
