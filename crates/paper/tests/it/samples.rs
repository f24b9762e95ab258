//! Documents to print: the same invoice in three languages, of as many lines as wanted.

use ui::Lang;
use ui::print::*;

fn all(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|t| (*t).to_owned()).collect()
}

/// An invoice of so many lines to a customer of a language.
pub fn invoice(lang: Lang, lines: usize) -> Print {
    let at = lang as usize;
    let word = |words: [&'static str; 3]| words[at].to_owned();
    let format = ui::Format::new(lang);
    let money = |cents: i64| format.money(base::Money::from_minor(cents), 2);
    let names = [
        ["Chain 11-speed, 118 links", "11 速链条，118 节", "Cadena de 11 velocidades, 118 eslabones"],
        [
            "Wheel set 28\", aluminium, disc brake",
            "28 英寸铝合金碟刹轮组",
            "Juego de ruedas de 28\", aluminio, freno de disco",
        ],
        ["Workshop hour", "维修工时", "Hora de taller"],
    ];
    let mut rows = Vec::new();
    let mut net = 0;
    for place in 0..lines {
        let (quantity, price) = (2 + place as i64 % 9, 1_995 + 750 * (place as i64 % 7));
        net += quantity * price;
        let mut named = Cell::of(names[place % 3][at]);
        if place % 3 == 1 {
            named.notes.push(word(["Customer part no. 4711-B", "客户料号 4711-B", "Su referencia 4711-B"]));
        }
        rows.push(Row::Line(vec![
            Cell::of((place + 1).to_string()),
            named,
            Cell::of(format!("{quantity} {}", word(["pcs", "件", "uds"]))),
            Cell::of(money(price)),
            Cell::of(format.percent(base::Percent::whole(21).unwrap())),
            Cell::of(money(quantity * price)),
        ]));
    }
    let tax = net * 21 / 100;
    Print {
        lang,
        sheet: Sheet::A4,
        title: word(["Invoice", "发票", "Factura"]),
        number: "INV-2026-0042".to_owned(),
        code: String::new(),
        mark: None,
        subject: None,
        sender: sender(),
        recipient: match lang {
            Lang::Zh => all(&["东海自行车贸易有限公司", "采购部 林美", "南京西路 1266 号", "200040 上海", "CHINA"]),
            Lang::Es => all(&["Bicis Levante S.A.", "Compras", "Calle de Colón 15", "46004 Valencia"]),
            Lang::En => {
                all(&["Harbour Bikes Ltd", "Attn. Jo Smith", "12 Quay Street", "Bristol BS1 4DA", "UNITED KINGDOM"])
            }
        },
        facts: vec![
            Fact::new(
                word(["Invoice date", "开票日期", "Fecha de factura"]),
                format.date(base::Date::parse("2026-11-16").unwrap()),
            ),
            Fact::new(
                word(["Due date", "到期日", "Vencimiento"]),
                format.date(base::Date::parse("2026-12-16").unwrap()),
            ),
            Fact::new(word(["Your order", "贵方订单", "Su pedido"]), "PO 7741"),
            Fact::new(word(["Customer number", "客户编号", "N.º de cliente"]), "P-00018"),
            Fact::new(word(["Your tax number", "贵方税号", "Su NIF"]), "GB123456789"),
        ],
        before: vec![word([
            "We delivered the goods on 14 November 2026 and thank you for your order.",
            "货物已于 2026年11月14日 交付，感谢贵公司的订购。",
            "Entregamos la mercancía el 14 nov 2026 y le agradecemos su pedido.",
        ])],
        tables: vec![Table {
            title: None,
            columns: vec![
                Column::word("#"),
                Column::text(word(["Description", "名称", "Descripción"])),
                Column::figure(word(["Quantity", "数量", "Cantidad"])),
                Column::figure(word(["Price", "单价", "Precio"])),
                Column::figure(word(["VAT", "税率", "IVA"])),
                Column::figure(word(["Amount EUR", "金额 EUR", "Importe EUR"])),
            ],
            rows,
            summary: Some(Summary {
                columns: vec![
                    Column::text(word(["VAT", "税", "Impuesto"])),
                    Column::figure(word(["Base", "税基", "Base"])),
                    Column::figure(word(["Tax", "税额", "Cuota"])),
                ],
                rows: vec![vec!["IVA 21 %".to_owned(), money(net), money(tax)]],
            }),
            totals: vec![
                Total::new(word(["Net", "不含税金额", "Base imponible"]), money(net)),
                Total::new(word(["VAT 21%", "增值税 21%", "IVA 21 %"]), money(tax)),
                Total::grand(
                    word(["Total", "合计", "Total"]),
                    format.money_code(base::Money::from_minor(net + tax), 2, "EUR"),
                ),
            ],
        }],
        sections: vec![Section {
            title: word(["Payment", "付款", "Pago"]),
            facts: vec![
                Fact::new("IBAN", "ES91 2100 0418 4502 0005 1332"),
                Fact::new("BIC", "CAIXESBBXXX"),
                Fact::new(word(["Reference", "附言", "Concepto"]), "INV-2026-0042"),
            ],
            words: vec![word([
                "2% discount of EUR 24.10 if paid by 26 Nov 2026.",
                "2026年11月26日 前付款可享受 2% 折扣，即 EUR 24.10。",
                "Descuento del 2 %, 24,10 EUR, si paga antes del 26 nov 2026.",
            ])],
        }],
        after: vec![],
    }
}

pub fn sender() -> Sender {
    Sender {
        name: "Ponte Cycles S.L.".to_owned(),
        address: all(&["Carrer de la Marina 12", "08005 Barcelona", "España"]),
        contact: all(&["+34 930 000 000", "hola@ponte.example", "ponte.example"]),
        legal: all(&[
            "Ponte Cycles S.L.",
            "NIF ESB12345674",
            "Registro Mercantil de Barcelona, tomo 4711, folio 12, hoja B-98765",
        ]),
        logo: None,
    }
}
