//! What the demonstration company looks at its books by: where costs arise and what is sold, and its place in the group's chart.

use super::called;
use accounting::{Account, Demand, Dimension, DimensionRule, DimensionSet, DimensionValue, GroupAccount, Nature};
use base::{Id, Result};
use catalog::{Item, ItemGroup};
use entity::{Entity, Head};
use platform::Company;
use std::collections::BTreeMap;
use store::{Read, Tx};

/// Cost centres: code, the one above, names.
const CENTRES: [(&str, &str, [&str; 3]); 5] = [
    ("ALL", "", ["Whole house", "全公司", "Toda la casa"]),
    ("HOUSE", "ALL", ["Administration", "行政", "Administración"]),
    ("SALES", "ALL", ["Sales", "销售", "Ventas"]),
    ("STORE", "ALL", ["Warehouse", "仓库", "Almacén"]),
    ("SHOP", "ALL", ["Workshop", "车间", "Taller"]),
];

/// Product lines, each with the groups of items that it sells.
const LINES: [(&str, [&str; 3], &[&str]); 4] = [
    ("DRIVE", ["Drive and brakes", "传动与制动", "Transmisión y frenos"], &["Drivetrain", "Brakes"]),
    ("RIDE", ["Wheels and frames", "轮组与车架", "Ruedas y cuadros"], &["Wheels", "Frames", "Cockpit", "Saddles"]),
    ("CARE", ["Care and accessories", "保养与配件", "Cuidado y accesorios"], &["Care and tools", "Accessories"]),
    ("WORK", ["Services", "服务", "Servicios"], &["Services"]),
];

/// The group's chart: code, the one above, nature, whether it is a heading, names.
type GroupRow = (&'static str, &'static str, Nature, bool, [&'static str; 3]);
const GROUP: [GroupRow; 15] = [
    ("G1", "", Nature::CurrentAsset, true, ["Assets", "资产", "Activo"]),
    ("G11", "G1", Nature::Cash, false, ["Cash", "货币资金", "Tesorería"]),
    ("G12", "G1", Nature::Receivable, false, ["Receivables", "应收款项", "Deudores"]),
    ("G13", "G1", Nature::Inventory, false, ["Inventories", "存货", "Existencias"]),
    ("G14", "G1", Nature::CurrentAsset, false, ["Other current assets", "其他流动资产", "Otros activos corrientes"]),
    ("G15", "G1", Nature::FixedAsset, false, ["Fixed assets", "固定资产", "Inmovilizado"]),
    ("G2", "", Nature::CurrentLiability, true, ["Liabilities and equity", "负债与所有者权益", "Pasivo y patrimonio"]),
    ("G21", "G2", Nature::Payable, false, ["Payables", "应付款项", "Acreedores"]),
    (
        "G22",
        "G2",
        Nature::CurrentLiability,
        false,
        ["Other current liabilities", "其他流动负债", "Otros pasivos corrientes"],
    ),
    ("G23", "G2", Nature::LongLiability, false, ["Long-term liabilities", "长期负债", "Pasivo no corriente"]),
    ("G24", "G2", Nature::Equity, false, ["Equity", "所有者权益", "Patrimonio neto"]),
    ("G3", "", Nature::Revenue, true, ["Result", "损益", "Resultado"]),
    ("G31", "G3", Nature::Revenue, false, ["Revenue", "营业收入", "Ingresos"]),
    ("G32", "G3", Nature::CostOfSales, false, ["Cost of sales", "营业成本", "Coste de ventas"]),
    ("G33", "G3", Nature::Expense, false, ["Expenses", "费用", "Gastos"]),
];

/// Where a nature stands in the group's chart.
fn group_code(nature: Nature) -> &'static str {
    match nature {
        Nature::OtherIncome => "G31",
        Nature::OtherExpense => "G33",
        own => GROUP.iter().find(|g| !g.3 && g.2 == own).map_or("G33", |g| g.0),
    }
}

/// Cost centres with a rule, product lines, and the group's chart with every account in it. Answers the cost centres by code.
pub(super) fn found(tx: &mut Tx, company: Id<Company>) -> Result<BTreeMap<&'static str, Id<DimensionSet>>> {
    let centre = dimension(tx, "CC", ["Cost centre", "成本中心", "Centro de coste"])?;
    let mut values: BTreeMap<&str, Id<DimensionValue>> = BTreeMap::new();
    for (code, above, names) in CENTRES {
        let mut value = value(centre, code, names[0]);
        (value.parent, value.usual) = (values.get(above).copied(), code == "HOUSE");
        values.insert(code, called(tx, &mut value, names)?);
    }
    let line = dimension(tx, "LINE", ["Product line", "产品线", "Línea de producto"])?;
    for (code, names, _) in LINES {
        called(tx, &mut value(line, code, names[0]), names)?;
    }
    let mut sets = BTreeMap::new();
    for (code, value) in values {
        sets.insert(code, accounting::set_of(tx, &[value])?);
    }
    let wages: Vec<Account> = tx.select("company = $1 AND code = '640'", &[company.into()])?;
    if let Some(wages) = wages.first() {
        let rule = DimensionRule::new("Wages have a cost centre", centre, Demand::Required);
        tx.insert(&mut DimensionRule { account: Some(wages.id()), company: Some(company), ..rule })?;
    }
    group_chart(tx, company)?;
    Ok(sets)
}

fn dimension(tx: &mut Tx, code: &str, names: [&str; 3]) -> Result<Id<Dimension>> {
    let (code, name) = (code.to_owned(), names[0].to_owned());
    let mut dimension =
        Dimension { head: Head::default(), code, name, required_on: None, balancing: false, company: None };
    called(tx, &mut dimension, names)
}

fn value(dimension: Id<Dimension>, code: &str, name: &str) -> DimensionValue {
    let (code, name) = (code.to_owned(), name.to_owned());
    DimensionValue { head: Head::default(), dimension, code, name, parent: None, usual: false }
}

fn group_chart(tx: &mut Tx, company: Id<Company>) -> Result<()> {
    let mut ids: BTreeMap<&str, Id<GroupAccount>> = BTreeMap::new();
    for (code, above, nature, heading, names) in GROUP {
        let mut account = GroupAccount::new(code, names[0], nature);
        (account.parent, account.heading) = (ids.get(above).copied(), heading);
        ids.insert(code, called(tx, &mut account, names)?);
    }
    let accounts: Vec<Account> =
        tx.select("company = $1 AND heading = 0 AND archived_at IS NULL ORDER BY id", &[company.into()])?;
    for account in accounts {
        let mut account: Account = tx.lock(account.id())?;
        account.group_code = Some(group_code(account.nature).to_owned());
        tx.update(&mut account)?;
    }
    Ok(())
}

/// The product line of each item, by the group it is in.
pub(super) fn lines(read: &Read) -> Result<BTreeMap<i64, Id<DimensionSet>>> {
    let groups: Vec<ItemGroup> = read.select("archived_at IS NULL", &[])?;
    let sets: Vec<DimensionSet> = read.select("archived_at IS NULL", &[])?;
    let mut of_group: BTreeMap<i64, Id<DimensionSet>> = BTreeMap::new();
    for (code, _, sold) in LINES {
        let Some(set) = sets.iter().find(|s| s.name == code) else { continue };
        for group in groups.iter().filter(|g| sold.contains(&g.name.as_str())) {
            of_group.insert(group.head.id, set.id());
        }
    }
    let items: Vec<Item> = read.select("archived_at IS NULL AND item_group IS NOT NULL", &[])?;
    let line = |i: &Item| Some((i.head.id, *of_group.get(&i.item_group?.raw())?));
    Ok(items.iter().filter_map(line).collect())
}
