//! A pipeline is the way of an opportunity: its stages in order, what each is worth in a forecast, and what must be known before
//! an opportunity goes on.

use base::{Error, Id, Percent, Refusal, Result};
use entity::{Choice, Custom, Entity, Head, Lines, Text};
use parties::loaded;
use platform::Team;
use std::collections::HashMap;
use std::sync::Arc;
use store::{Business, Guard, Made, Operation, Read, Refusals, Tx, operations};

/// What a stage is to reports, whatever it is called.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Class {
    #[default]
    #[choice(tone = "info")]
    Open,
    #[choice(tone = "success")]
    Won,
    #[choice(tone = "danger")]
    Lost,
}

/// How sure a forecast may be of it.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Not counted.
    Omitted,
    #[default]
    Pipeline,
    #[choice(tone = "info")]
    BestCase,
    #[choice(tone = "violet")]
    MostLikely,
    #[choice(tone = "teal")]
    Commit,
    #[choice(tone = "success")]
    Closed,
}

/// The colour of a stage.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    #[default]
    Grey,
    #[choice(tone = "info")]
    Blue,
    #[choice(tone = "violet")]
    Violet,
    #[choice(tone = "teal")]
    Teal,
    #[choice(tone = "success")]
    Green,
    #[choice(tone = "warn")]
    Amber,
    #[choice(tone = "danger")]
    Red,
}

/// What may be asked of an opportunity before it leaves a stage.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Needs {
    #[default]
    Customer,
    Amount,
    ExpectedOn,
    Lines,
    Contacts,
    /// A contact who signs.
    DecisionMaker,
    NextStep,
    Competitor,
    Source,
    Description,
}

/// The way of one kind of opportunity.
#[derive(Entity, Clone, Debug)]
#[entity(name = "crm.pipeline", kind = 270, icon = "funnel", title = "name", search(name), sort = "place", kept, open)]
pub struct Pipeline {
    pub head: Head,
    #[field(column, translated)]
    pub name: String,
    /// A new opportunity takes the first one that is its team's or everybody's.
    #[field(indexed, column, default = "10")]
    pub place: i64,
    /// Whose it is; empty is everybody's.
    #[field(column)]
    pub team: Option<Id<Team>>,
    #[field(column, default = "1")]
    pub is_active: bool,
    pub custom: Custom,
}

/// One stage of a pipeline.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "crm.stage",
    kind = 271,
    icon = "list-checks",
    title = "name",
    search(name),
    sort = "place",
    kept,
    open
)]
pub struct Stage {
    pub head: Head,
    #[field(column)]
    pub pipeline: Id<Pipeline>,
    #[field(column, translated)]
    pub name: String,
    #[field(indexed, column, default = "10")]
    pub place: i64,
    #[field(column)]
    pub class: Class,
    /// What an opportunity is likely to be won with, unless somebody knows better.
    #[field(column, default = "0")]
    pub probability: Percent,
    #[field(column, default = "pipeline")]
    pub category: Category,
    #[field(column)]
    pub tone: Colour,
    /// Longer than this an opportunity should not be here.
    #[field(column)]
    pub target_days: Option<i64>,
    /// What to do here.
    #[field(max = 4000, translated, section = "leaving")]
    pub guidance: Option<Text>,
    #[field(section = "leaving")]
    pub needs: Lines<StageNeed>,
    #[field(section = "leaving")]
    pub checks: Lines<StageCheck>,
    pub custom: Custom,
}

/// Something that must be known before an opportunity leaves a stage forward.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "crm.stage_need", kind = 272, line_of = "crm.stage", title = "needed")]
pub struct StageNeed {
    pub head: Head,
    pub needed: Needs,
}

/// Something that must be done before an opportunity leaves a stage forward.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "crm.stage_check", kind = 273, line_of = "crm.stage", title = "text")]
pub struct StageCheck {
    pub head: Head,
    pub text: String,
}

impl Business for StageNeed {}
impl Business for StageCheck {}

impl Business for Pipeline {
    const OPERATIONS: &'static [Operation] = &operations![Pipeline: furnish if can_furnish: [] => same];
}

impl Pipeline {
    /// A pipeline for everybody.
    pub fn new(name: &str) -> Pipeline {
        Pipeline {
            head: Head::default(),
            name: name.to_owned(),
            place: 10,
            team: None,
            is_active: true,
            custom: Custom::default(),
        }
    }

    /// A pipeline is furnished once; its stages are changed afterwards like any record.
    fn can_furnish(&self, read: &Read) -> Result<Guard> {
        Ok(if stages(read)?.of(self.head.id).is_empty() { Guard::Open } else { Guard::Hidden })
    }

    /// Seven stages as most firms have them, in the language of whoever asks, with their names in the others.
    fn furnish(&mut self, tx: &mut Tx) -> Result<Made> {
        let language = match tx.who().user {
            Some(user) => tx.get::<platform::User>(Id::from_raw(user))?.language,
            None => platform::Language::English,
        };
        let (mut made, mut texts) = (Vec::new(), Vec::new());
        for (place, usual) in USUAL.iter().enumerate() {
            let name = platform::seed::name(&usual.names, language);
            let mut stage = Stage::new(self.id(), name, place as i64 * 10 + 10, usual.class);
            (stage.probability, stage.category) = (Percent::from_units(usual.percent * 10_000), usual.category);
            (stage.tone, stage.target_days) = (usual.tone, usual.days);
            let id = tx.insert(&mut stage)?.raw();
            texts.extend(platform::seed::further(id, &usual.names, language));
            made.push((Stage::DEF.name, id));
        }
        tx.translate_new(Stage::DEF.name, &texts)?;
        Ok(made)
    }
}

struct Usual {
    /// English, 中文, Español.
    names: [&'static str; 3],
    class: Class,
    percent: i64,
    category: Category,
    tone: Colour,
    days: Option<i64>,
}

const USUAL: [Usual; 7] = [
    Usual {
        names: ["Prospecting", "初步接洽", "Prospección"],
        class: Class::Open,
        percent: 10,
        category: Category::Pipeline,
        tone: Colour::Grey,
        days: Some(14),
    },
    Usual {
        names: ["Need understood", "需求确认", "Necesidad entendida"],
        class: Class::Open,
        percent: 20,
        category: Category::Pipeline,
        tone: Colour::Blue,
        days: Some(21),
    },
    Usual {
        names: ["Proposal", "方案报价", "Propuesta"],
        class: Class::Open,
        percent: 50,
        category: Category::BestCase,
        tone: Colour::Violet,
        days: Some(21),
    },
    Usual {
        names: ["Negotiation", "商务谈判", "Negociación"],
        class: Class::Open,
        percent: 80,
        category: Category::Commit,
        tone: Colour::Teal,
        days: Some(14),
    },
    Usual {
        names: ["Contract out", "合同签署", "Contrato enviado"],
        class: Class::Open,
        percent: 90,
        category: Category::Commit,
        tone: Colour::Amber,
        days: Some(10),
    },
    Usual {
        names: ["Won", "赢单", "Ganada"],
        class: Class::Won,
        percent: 100,
        category: Category::Closed,
        tone: Colour::Green,
        days: None,
    },
    Usual {
        names: ["Lost", "输单", "Perdida"],
        class: Class::Lost,
        percent: 0,
        category: Category::Omitted,
        tone: Colour::Red,
        days: None,
    },
];

impl Stage {
    /// A stage of a pipeline.
    pub fn new(pipeline: Id<Pipeline>, name: &str, place: i64, class: Class) -> Stage {
        let (probability, category) = match class {
            Class::Open => (Percent::ZERO, Category::Pipeline),
            Class::Won => (Percent::HUNDRED, Category::Closed),
            Class::Lost => (Percent::ZERO, Category::Omitted),
        };
        Stage {
            head: Head::default(),
            pipeline,
            name: name.to_owned(),
            place,
            class,
            probability,
            category,
            tone: Colour::Grey,
            target_days: None,
            guidance: None,
            needs: Lines::default(),
            checks: Lines::default(),
            custom: Custom::default(),
        }
    }
}

impl Business for Stage {
    fn complete(&mut self, _read: &Read, _touched: &entity::Fields) -> Result<()> {
        // What is closed is as sure as can be.
        match self.class {
            Class::Open => {}
            Class::Won => (self.probability, self.category) = (Percent::HUNDRED, Category::Closed),
            Class::Lost => (self.probability, self.category) = (Percent::ZERO, Category::Omitted),
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let within = !self.probability.is_negative() && self.probability <= Percent::HUNDRED;
        refusals.ensure(within, "crm.probability_range", "probability");
        let open = self.class != Class::Open || self.category != Category::Closed;
        refusals.ensure(open, "crm.open_stage_closed", "category");
        refusals.ensure(self.target_days.is_none_or(|d| d > 0), "crm.days_not_positive", "target_days");
        for (place, need) in loaded(&self.needs).iter().enumerate() {
            let twice = loaded(&self.needs).iter().take(place).any(|n| n.needed == need.needed);
            refusals.ensure(!twice, "crm.needed_twice", format!("needs.{place}.needed"));
        }
        if self.class == Class::Won && self.pipeline.is_valid() {
            read.hold("crm.stage", &self.pipeline.to_string())?;
            let other = stages(read)?
                .of(self.pipeline.raw())
                .iter()
                .any(|s| s.class == Class::Won && s.head.id != self.head.id);
            refusals.ensure(!other, "crm.second_won_stage", "class");
        }
        self.check_pipeline(read, refusals)
    }
}

impl Stage {
    /// What opportunities went through stays in its pipeline.
    fn check_pipeline(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let known = stages(read)?;
        let moved = known.get(self.id()).is_ok_and(|s| s.pipeline != self.pipeline || s.class != self.class);
        if !self.head.saved() || !moved {
            return Ok(());
        }
        let sql = store::sql!(
            "crm.stage_used",
            "SELECT COUNT(*) FROM (SELECT 1 FROM crm_opportunity WHERE stage = $1 AND archived_at IS NULL LIMIT 1) x"
        );
        if read.number(sql, &[self.head.id.into()])? > 0 {
            refusals.add(Refusal::new("crm.stage_in_use").field("class").record(&self.name));
        }
        Ok(())
    }
}

/// Every pipeline with its stages, kept in memory while the set's revision stands.
#[derive(Debug)]
pub struct Stages {
    pipelines: Vec<Pipeline>,
    stages: Vec<Stage>,
    by_id: HashMap<i64, usize>,
}

/// The pipelines and stages of the set.
pub fn stages(read: &Read) -> Result<Arc<Stages>> {
    read.kept(|| {
        let sql = store::sql!("crm.stage_ids", "SELECT id FROM crm_stage ORDER BY place, id");
        let ids: Vec<i64> =
            read.query(sql, &[])?.iter().filter_map(|r| r.first().and_then(entity::Value::int)).collect();
        let stages = store::typed::<Stage>(&read.find_many(Stage::DEF.name, &ids, true)?)?;
        let by_id = stages.iter().enumerate().map(|(place, s)| (s.head.id, place)).collect();
        Ok(Stages { pipelines: read.select("archived_at IS NULL ORDER BY place, id", &[])?, stages, by_id })
    })
}

impl Stages {
    /// A stage.
    pub fn get(&self, id: Id<Stage>) -> Result<&Stage> {
        let found = self.by_id.get(&id.raw()).and_then(|place| self.stages.get(*place));
        found.ok_or_else(|| Error::not_found(Stage::DEF.name, id))
    }

    /// The live stages of a pipeline in order.
    pub fn of(&self, pipeline: i64) -> Vec<&Stage> {
        let live = |s: &&Stage| s.pipeline.raw() == pipeline && s.head.archived_at.is_none();
        self.stages.iter().filter(live).collect()
    }

    /// The first stage of a class in a pipeline.
    pub fn first(&self, pipeline: Id<Pipeline>, class: Class) -> Result<&Stage> {
        let found = self.of(pipeline.raw()).into_iter().find(|s| s.class == class);
        let name = self.pipelines.iter().find(|p| p.id() == pipeline).map(|p| p.name.clone()).unwrap_or_default();
        let code = match class {
            Class::Open => "crm.no_open_stage",
            Class::Won => "crm.no_won_stage",
            Class::Lost => "crm.no_lost_stage",
        };
        found.ok_or_else(|| Refusal::new(code).field("pipeline").record(name).into())
    }

    /// The pipeline that an opportunity of a team begins in.
    pub fn usual(&self, team: Option<Id<Team>>) -> Option<Id<Pipeline>> {
        let active = || self.pipelines.iter().filter(|p| p.is_active);
        let own = active().find(|p| p.team.is_some() && p.team == team);
        own.or_else(|| active().find(|p| p.team.is_none())).map(Entity::id)
    }

    /// True when a stage comes after another of the same pipeline, or closes.
    pub fn forward(&self, from: &Stage, to: &Stage) -> bool {
        to.class == Class::Won || (to.class == Class::Open && from.pipeline == to.pipeline && from.place < to.place)
    }
}
