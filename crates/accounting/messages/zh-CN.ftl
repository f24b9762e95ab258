## 公司的账务：科目、会计期间、凭证和未清项。

accounting = 会计
accounting-control-period_lock = 关账

# Account

accounting-account = 科目
accounting-account-plural = 科目
accounting-account-code = 编码
accounting-account-name = 名称
accounting-account-company = 公司
accounting-account-parent = 上级科目
accounting-account-nature = 性质
accounting-account-nature-cash = 货币资金
accounting-account-nature-receivable = 应收款项
accounting-account-nature-inventory = 存货
accounting-account-nature-current_asset = 其他流动资产
accounting-account-nature-fixed_asset = 固定资产
accounting-account-nature-payable = 应付款项
accounting-account-nature-current_liability = 其他流动负债
accounting-account-nature-long_liability = 长期负债
accounting-account-nature-equity = 所有者权益
accounting-account-nature-revenue = 营业收入
accounting-account-nature-other_income = 其他收益
accounting-account-nature-cost_of_sales = 营业成本
accounting-account-nature-expense = 费用
accounting-account-nature-other_expense = 其他支出
accounting-account-control = 受控于
accounting-account-control-without = 无
accounting-account-control-receivables = 应收
accounting-account-control-payables = 应付
accounting-account-control-stock = 库存
accounting-account-control-clearing = 过渡
accounting-account-heading = 汇总科目
accounting-account-currency = 币种
accounting-account-group_code = 集团科目
accounting-account-revalued = 期末调汇
accounting-account-view-lasting = 资产负债类
accounting-account-view-result = 损益类

# Account role

accounting-account-role = 科目角色
accounting-account-role-plural = 科目角色
accounting-account-role-company = 公司
accounting-account-role-role = 角色
accounting-account-role-role-receivable = 应收账款
accounting-account-role-role-payable = 应付账款
accounting-account-role-role-revenue = 销售收入
accounting-account-role-role-cost_of_goods_sold = 销售成本
accounting-account-role-role-inventory = 存货
accounting-account-role-role-received_not_invoiced = 暂估应付账款
accounting-account-role-role-delivered_not_invoiced = 发出商品
accounting-account-role-role-in_transit = 在途物资
accounting-account-role-role-input_tax = 进项税额
accounting-account-role-role-output_tax = 销项税额
accounting-account-role-role-tax_in_transition = 待转税额
accounting-account-role-role-purchase_price_variance = 采购价格差异
accounting-account-role-role-invoice_price_variance = 发票价格差异
accounting-account-role-role-price_difference = 价格差异
accounting-account-role-role-transfer_variance = 调拨差异
accounting-account-role-role-revaluation = 存货重估
accounting-account-role-role-inventory_loss = 盘盈盘亏
accounting-account-role-role-scrap = 报废
accounting-account-role-role-internal_use = 内部领用
accounting-account-role-role-inventory_write_down = 存货跌价损失
accounting-account-role-role-inventory_allowance = 存货跌价准备
accounting-account-role-role-stock_variation = 存货变动
accounting-account-role-role-purchases = 采购
accounting-account-role-role-landed_cost = 采购费用
accounting-account-role-role-landed_cost_variance = 采购费用差异
accounting-account-role-role-bank = 银行存款
accounting-account-role-role-cash = 库存现金
accounting-account-role-role-payment_clearing = 在途款项
accounting-account-role-role-customer_advances = 预收账款
accounting-account-role-role-supplier_advances = 预付账款
accounting-account-role-role-discount_given = 销售折扣
accounting-account-role-role-discount_taken = 现金折扣收入
accounting-account-role-role-bad_debt = 坏账损失
accounting-account-role-role-small_difference = 小额差异
accounting-account-role-role-bank_fee = 银行手续费
accounting-account-role-role-dunning_income = 催款费收入
accounting-account-role-role-interest_income = 利息收入
accounting-account-role-role-exchange_gain = 汇兑收益
accounting-account-role-role-exchange_loss = 汇兑损失
accounting-account-role-role-unrealised_gain = 未实现汇兑收益
accounting-account-role-role-unrealised_loss = 未实现汇兑损失
accounting-account-role-role-exchange_adjustment = 未实现汇兑调整
accounting-account-role-role-rounding = 尾差
accounting-account-role-role-retained_earnings = 未分配利润
accounting-account-role-role-opening_balance = 期初余额
accounting-account-role-role-between_dimensions = 维度间往来
accounting-account-role-role-freight = 运费
accounting-account-role-role-work_in_progress = 在产品
accounting-account-role-item_group = 物料分组
accounting-account-role-account = 科目

# Books

accounting-books = 公司账务
accounting-books-plural = 公司账务
accounting-books-company = 公司
accounting-books-inventory_mode = 存货核算方式
accounting-books-inventory_mode-cost_of_sales = 销售成本法
accounting-books-inventory_mode-nature_of_expense = 费用性质法
accounting-books-cost_at = 成本结转时点
accounting-books-cost_at-delivery = 发货时
accounting-books-cost_at-invoice = 开票时
accounting-books-costing = 计价方法
accounting-books-costing-moving_average = 移动平均
accounting-books-costing-fifo = 先进先出
accounting-books-costing-standard = 标准成本
accounting-books-tax_rounding = 税额舍入
accounting-books-tax_rounding-document = 按单据
accounting-books-tax_rounding-line = 按明细行
accounting-books-prices_with_tax = 零售价含税
accounting-books-small_difference = 小额差异上限（最小货币单位）
accounting-books-backdate_days = 库存可倒填天数
accounting-books-state = 状态
accounting-books-state-planned = 计划中
accounting-books-state-open = 已启用
accounting-books-op-open = 启用
accounting-books-op-open-chart = 科目表
accounting-books-op-open-language = 科目名称语言
accounting-books-op-open-starts_on = 首个会计年度起始日

# Fiscal year

accounting-fiscal-year = 会计年度
accounting-fiscal-year-plural = 会计年度
accounting-fiscal-year-name = 名称
accounting-fiscal-year-company = 公司
accounting-fiscal-year-starts_on = 起始日期
accounting-fiscal-year-ends_on = 截止日期
accounting-fiscal-year-closing_entry = 结转凭证
accounting-fiscal-year-state = 状态
accounting-fiscal-year-state-planned = 计划中
accounting-fiscal-year-state-open = 开放
accounting-fiscal-year-state-closed = 已结账
accounting-fiscal-year-op-open = 开放
accounting-fiscal-year-op-close = 结账
accounting-fiscal-year-op-reopen = 反结账

# Period

accounting-period = 会计期间
accounting-period-plural = 会计期间
accounting-period-name = 名称
accounting-period-company = 公司
accounting-period-fiscal_year = 会计年度
accounting-period-number = 序号
accounting-period-starts_on = 起始日期
accounting-period-ends_on = 截止日期
accounting-period-adjustment = 调整期
accounting-period-general = 总账
accounting-period-general-future = 未开放
accounting-period-general-open = 开放
accounting-period-general-soft = 暂时关账
accounting-period-general-hard = 永久关账
accounting-period-receivables = 应收
accounting-period-receivables-future = 未开放
accounting-period-receivables-open = 开放
accounting-period-receivables-soft = 暂时关账
accounting-period-receivables-hard = 永久关账
accounting-period-payables = 应付
accounting-period-payables-future = 未开放
accounting-period-payables-open = 开放
accounting-period-payables-soft = 暂时关账
accounting-period-payables-hard = 永久关账
accounting-period-inventory = 存货
accounting-period-inventory-future = 未开放
accounting-period-inventory-open = 开放
accounting-period-inventory-soft = 暂时关账
accounting-period-inventory-hard = 永久关账
accounting-period-assets = 固定资产
accounting-period-assets-future = 未开放
accounting-period-assets-open = 开放
accounting-period-assets-soft = 暂时关账
accounting-period-assets-hard = 永久关账
accounting-period-payroll = 薪资
accounting-period-payroll-future = 未开放
accounting-period-payroll-open = 开放
accounting-period-payroll-soft = 暂时关账
accounting-period-payroll-hard = 永久关账
accounting-period-tax = 税务
accounting-period-tax-future = 未开放
accounting-period-tax-open = 开放
accounting-period-tax-soft = 暂时关账
accounting-period-tax-hard = 永久关账
accounting-period-op-open = 开放
accounting-period-op-open-part = 核算范围（留空为全部）
accounting-period-op-close_softly = 暂时关账
accounting-period-op-close_softly-part = 核算范围（留空为全部）
accounting-period-op-close_for_good = 永久关账
accounting-period-op-close_for_good-part = 核算范围（留空为全部）

# Lock exception

accounting-lock-exception = 关账例外
accounting-lock-exception-plural = 关账例外
accounting-lock-exception-period = 会计期间
accounting-lock-exception-part = 核算范围
accounting-lock-exception-part-general = 总账
accounting-lock-exception-part-receivables = 应收
accounting-lock-exception-part-payables = 应付
accounting-lock-exception-part-inventory = 存货
accounting-lock-exception-part-assets = 固定资产
accounting-lock-exception-part-payroll = 薪资
accounting-lock-exception-part-tax = 税务
accounting-lock-exception-person = 人员
accounting-lock-exception-until = 有效至
accounting-lock-exception-reason = 原因
accounting-lock-exception-company = 公司

# Dimension

accounting-dimension = 核算维度
accounting-dimension-plural = 核算维度
accounting-dimension-code = 编码
accounting-dimension-name = 名称
accounting-dimension-required_on = 必填科目性质
accounting-dimension-required_on-cash = 货币资金
accounting-dimension-required_on-receivable = 应收款项
accounting-dimension-required_on-inventory = 存货
accounting-dimension-required_on-current_asset = 其他流动资产
accounting-dimension-required_on-fixed_asset = 固定资产
accounting-dimension-required_on-payable = 应付款项
accounting-dimension-required_on-current_liability = 其他流动负债
accounting-dimension-required_on-long_liability = 长期负债
accounting-dimension-required_on-equity = 所有者权益
accounting-dimension-required_on-revenue = 营业收入
accounting-dimension-required_on-other_income = 其他收益
accounting-dimension-required_on-cost_of_sales = 营业成本
accounting-dimension-required_on-expense = 费用
accounting-dimension-required_on-other_expense = 其他支出
accounting-dimension-balancing = 自身平衡
accounting-dimension-company = 公司
accounting-dimension-value = 维度值
accounting-dimension-value-plural = 维度值
accounting-dimension-value-dimension = 核算维度
accounting-dimension-value-code = 编码
accounting-dimension-value-name = 名称
accounting-dimension-value-parent = 上级维度值
accounting-dimension-value-usual = 默认值
accounting-dimension-set = 维度组合
accounting-dimension-set-plural = 维度组合
accounting-dimension-set-name = 名称
accounting-dimension-set-key = 标识
accounting-dimension-set-value_1 = 维度值 1
accounting-dimension-set-value_2 = 维度值 2
accounting-dimension-set-value_3 = 维度值 3
accounting-dimension-set-value_4 = 维度值 4
accounting-dimension-set-value_5 = 维度值 5
accounting-dimension-set-value_6 = 维度值 6
accounting-dimension-set-value_7 = 维度值 7
accounting-dimension-set-value_8 = 维度值 8
accounting-dimension-rule = 维度规则
accounting-dimension-rule-plural = 维度规则
accounting-dimension-rule-name = 名称
accounting-dimension-rule-company = 公司
accounting-dimension-rule-dimension = 核算维度
accounting-dimension-rule-demand = 要求
accounting-dimension-rule-demand-required = 必填
accounting-dimension-rule-demand-only = 仅限所列值
accounting-dimension-rule-demand-never = 不得使用所列值
accounting-dimension-rule-account = 适用科目
accounting-dimension-rule-nature = 适用科目性质
accounting-dimension-rule-nature-cash = 货币资金
accounting-dimension-rule-nature-receivable = 应收款项
accounting-dimension-rule-nature-inventory = 存货
accounting-dimension-rule-nature-current_asset = 其他流动资产
accounting-dimension-rule-nature-fixed_asset = 固定资产
accounting-dimension-rule-nature-payable = 应付款项
accounting-dimension-rule-nature-current_liability = 其他流动负债
accounting-dimension-rule-nature-long_liability = 长期负债
accounting-dimension-rule-nature-equity = 所有者权益
accounting-dimension-rule-nature-revenue = 营业收入
accounting-dimension-rule-nature-other_income = 其他收益
accounting-dimension-rule-nature-cost_of_sales = 营业成本
accounting-dimension-rule-nature-expense = 费用
accounting-dimension-rule-nature-other_expense = 其他支出
accounting-dimension-rule-beside = 与该值并用时
accounting-dimension-rule-lines = 维度值
accounting-ruled-value = 规则维度值
accounting-ruled-value-plural = 规则维度值
accounting-ruled-value-value = 维度值
accounting-group-account = 集团科目
accounting-group-account-plural = 集团科目表
accounting-group-account-code = 编码
accounting-group-account-name = 名称
accounting-group-account-parent = 上级
accounting-group-account-nature = 性质
accounting-group-account-nature-cash = 货币资金
accounting-group-account-nature-receivable = 应收款项
accounting-group-account-nature-inventory = 存货
accounting-group-account-nature-current_asset = 其他流动资产
accounting-group-account-nature-fixed_asset = 固定资产
accounting-group-account-nature-payable = 应付款项
accounting-group-account-nature-current_liability = 其他流动负债
accounting-group-account-nature-long_liability = 长期负债
accounting-group-account-nature-equity = 所有者权益
accounting-group-account-nature-revenue = 营业收入
accounting-group-account-nature-other_income = 其他收益
accounting-group-account-nature-cost_of_sales = 营业成本
accounting-group-account-nature-expense = 费用
accounting-group-account-nature-other_expense = 其他支出
accounting-group-account-heading = 汇总科目

# Tax code

accounting-tax-code = 税码
accounting-tax-code-plural = 税码
accounting-tax-code-code = 编码
accounting-tax-code-name = 名称
accounting-tax-code-company = 公司
accounting-tax-code-country = 国家
accounting-tax-code-direction = 方向
accounting-tax-code-direction-sale = 销项
accounting-tax-code-direction-purchase = 进项
accounting-tax-code-account = 科目
accounting-tax-code-reverse_charge = 逆向征收
accounting-tax-code-recoverable = 可抵扣比例
accounting-tax-code-compound = 税基含前序税额
accounting-tax-code-base_box = 税基申报栏次
accounting-tax-code-tax_box = 税额申报栏次
accounting-tax-code-category = 电子发票类别
accounting-tax-code-rates = 税率
accounting-tax-rate = 税率
accounting-tax-rate-plural = 税率
accounting-tax-rate-starts_on = 起始日期
accounting-tax-rate-rate = 税率

# Exchange rate

accounting-exchange-rate = 汇率
accounting-exchange-rate-plural = 汇率
accounting-exchange-rate-base_currency = 一单位
accounting-exchange-rate-currency = 折合币种
accounting-exchange-rate-kind = 类型
accounting-exchange-rate-kind-spot = 当日汇率
accounting-exchange-rate-kind-average = 月平均汇率
accounting-exchange-rate-kind-closing = 期末汇率
accounting-exchange-rate-quoted_on = 日期
accounting-exchange-rate-rate = 汇率

# Journal entry

accounting-journal-entry = 凭证
accounting-journal-entry-plural = 凭证
accounting-journal-entry-number = 凭证号
accounting-journal-entry-company = 公司
accounting-journal-entry-ledger = 账簿
accounting-journal-entry-journal = 日记账
accounting-journal-entry-journal-general = 总账
accounting-journal-entry-journal-sales = 销售
accounting-journal-entry-journal-purchases = 采购
accounting-journal-entry-journal-bank = 银行
accounting-journal-entry-journal-stock = 库存
accounting-journal-entry-journal-production = 生产
accounting-journal-entry-journal-assets = 固定资产
accounting-journal-entry-journal-payroll = 薪资
accounting-journal-entry-journal-closing = 结转与期初
accounting-journal-entry-posted_on = 记账日期
accounting-journal-entry-documented_on = 单据日期
accounting-journal-entry-taxed_on = 计税日期
accounting-journal-entry-period = 会计期间
accounting-journal-entry-text = 摘要
accounting-journal-entry-total_base = 合计
accounting-journal-entry-company_currency = 本位币
accounting-journal-entry-source_kind = 单据类型
accounting-journal-entry-source = 来源单据
accounting-journal-entry-reverses = 冲销凭证
accounting-journal-entry-stated = 单据所载内容
accounting-journal-entry-hash = 哈希值
accounting-journal-entry-previous_hash = 前一单据的哈希值
accounting-journal-entry-lines = 分录
accounting-journal-entry-view-general = 总账凭证
accounting-journal-line = 分录
accounting-journal-line-plural = 分录
accounting-journal-line-account = 科目
accounting-journal-line-amount_base = 本位币金额
accounting-journal-line-amount = 金额
accounting-journal-line-currency = 币种
accounting-journal-line-party = 往来单位
accounting-journal-line-item = 物料
accounting-journal-line-quantity = 数量
accounting-journal-line-dimensions = 核算维度
accounting-journal-line-due_on = 到期日
accounting-journal-line-tax_code = 税码
accounting-journal-line-tax_base = 计税金额
accounting-journal-line-source_line = 来源行
accounting-journal-line-text = 摘要
accounting-journal-line-posted_on = 记账日期

# Manual entry

accounting-manual-entry = 手工凭证
accounting-manual-entry-plural = 手工凭证
accounting-manual-entry-number = 凭证号
accounting-manual-entry-company = 公司
accounting-manual-entry-posted_on = 记账日期
accounting-manual-entry-text = 摘要
accounting-manual-entry-currency = 币种
accounting-manual-entry-adjustment = 计入调整期
accounting-manual-entry-reverse_on = 自动冲销日期
accounting-manual-entry-lines = 分录
accounting-manual-entry-debit = 借方
accounting-manual-entry-credit = 贷方
accounting-manual-entry-reversed_because = 冲销原因
accounting-manual-entry-entry = 凭证
accounting-manual-entry-state = 状态
accounting-manual-entry-state-draft = 草稿
accounting-manual-entry-state-posted = 已记账
accounting-manual-entry-state-reversed = 已冲销
accounting-manual-entry-view-drafts = 草稿
accounting-manual-entry-op-post = 记账
accounting-manual-entry-op-reverse = 冲销
accounting-manual-entry-op-reverse-posted_on = 记账日期
accounting-manual-entry-op-reverse-reason = 原因
accounting-manual-line = 手工分录
accounting-manual-line-plural = 手工分录
accounting-manual-line-account = 科目
accounting-manual-line-text = 摘要
accounting-manual-line-party = 往来单位
accounting-manual-line-dimensions = 核算维度
accounting-manual-line-due_on = 到期日
accounting-manual-line-debit = 借方
accounting-manual-line-credit = 贷方

# Open item

accounting-open-item = 未清项
accounting-open-item-plural = 未清项
accounting-open-item-number = 单据号
accounting-open-item-company = 公司
accounting-open-item-side = 方向
accounting-open-item-side-receivable = 应收
accounting-open-item-side-payable = 应付
accounting-open-item-party = 往来单位
accounting-open-item-account = 科目
accounting-open-item-entry = 凭证
accounting-open-item-entry_line = 凭证行
accounting-open-item-posted_on = 记账日期
accounting-open-item-due_on = 到期日
accounting-open-item-currency = 币种
accounting-open-item-amount = 金额
accounting-open-item-amount_base = 本位币金额
accounting-open-item-open = 未清金额
accounting-open-item-open_base = 本位币未清金额
accounting-open-item-company_currency = 本位币
accounting-open-item-settled = 已结清
accounting-open-item-source_kind = 单据类型
accounting-open-item-source = 来源单据
accounting-open-item-dimensions = 核算维度
accounting-open-item-blocked = 暂停原因
accounting-open-item-disputed = 有争议
accounting-open-item-dunning_level = 催款级别
accounting-open-item-dunned_on = 最近催款日期
accounting-open-item-interest_until = 已计息至
accounting-open-item-view-receivable = 应收未清
accounting-open-item-view-payable = 应付未清
accounting-allocation = 核销
accounting-allocation-plural = 核销记录
accounting-allocation-item = 未清项
accounting-allocation-against = 对方未清项
accounting-allocation-entry = 凭证
accounting-allocation-posted_on = 记账日期
accounting-allocation-amount = 金额
accounting-allocation-currency = 币种
accounting-allocation-amount_base = 本位币金额
accounting-allocation-company_currency = 本位币

# Refusals: what happened, to which record, what to do next.

accounting-account_code = 科目编码只能包含字母、数字、点和连字符。请更正。
accounting-parent_is_heading = 科目只能隶属于本公司的汇总科目。请选择汇总科目。
accounting-account_in_a_circle = { $record } 将成为自己的上级。请选择不在其下级的汇总科目。
accounting-account_in_use = { $record } 已有记账，其公司、受控方式、币种和所属报表不能更改，也不能改为汇总科目。请另建科目。
accounting-role_account_of_company = 该科目是汇总科目或属于其他公司。请选择本公司可记账的科目。
accounting-role_without_account = 角色“{ $role ->
    [receivable] { accounting-account-role-role-receivable }
    [payable] { accounting-account-role-role-payable }
    [revenue] { accounting-account-role-role-revenue }
    [cost_of_goods_sold] { accounting-account-role-role-cost_of_goods_sold }
    [inventory] { accounting-account-role-role-inventory }
    [received_not_invoiced] { accounting-account-role-role-received_not_invoiced }
    [delivered_not_invoiced] { accounting-account-role-role-delivered_not_invoiced }
    [in_transit] { accounting-account-role-role-in_transit }
    [input_tax] { accounting-account-role-role-input_tax }
    [output_tax] { accounting-account-role-role-output_tax }
    [tax_in_transition] { accounting-account-role-role-tax_in_transition }
    [purchase_price_variance] { accounting-account-role-role-purchase_price_variance }
    [invoice_price_variance] { accounting-account-role-role-invoice_price_variance }
    [price_difference] { accounting-account-role-role-price_difference }
    [transfer_variance] { accounting-account-role-role-transfer_variance }
    [revaluation] { accounting-account-role-role-revaluation }
    [inventory_loss] { accounting-account-role-role-inventory_loss }
    [scrap] { accounting-account-role-role-scrap }
    [internal_use] { accounting-account-role-role-internal_use }
    [inventory_write_down] { accounting-account-role-role-inventory_write_down }
    [inventory_allowance] { accounting-account-role-role-inventory_allowance }
    [stock_variation] { accounting-account-role-role-stock_variation }
    [purchases] { accounting-account-role-role-purchases }
    [landed_cost] { accounting-account-role-role-landed_cost }
    [landed_cost_variance] { accounting-account-role-role-landed_cost_variance }
    [bank] { accounting-account-role-role-bank }
    [cash] { accounting-account-role-role-cash }
    [payment_clearing] { accounting-account-role-role-payment_clearing }
    [customer_advances] { accounting-account-role-role-customer_advances }
    [supplier_advances] { accounting-account-role-role-supplier_advances }
    [discount_given] { accounting-account-role-role-discount_given }
    [discount_taken] { accounting-account-role-role-discount_taken }
    [bad_debt] { accounting-account-role-role-bad_debt }
    [small_difference] { accounting-account-role-role-small_difference }
    [bank_fee] { accounting-account-role-role-bank_fee }
    [dunning_income] { accounting-account-role-role-dunning_income }
    [interest_income] { accounting-account-role-role-interest_income }
    [exchange_gain] { accounting-account-role-role-exchange_gain }
    [exchange_loss] { accounting-account-role-role-exchange_loss }
    [unrealised_gain] { accounting-account-role-role-unrealised_gain }
    [unrealised_loss] { accounting-account-role-role-unrealised_loss }
    [exchange_adjustment] { accounting-account-role-role-exchange_adjustment }
    [rounding] { accounting-account-role-role-rounding }
    [retained_earnings] { accounting-account-role-role-retained_earnings }
    [opening_balance] { accounting-account-role-role-opening_balance }
    [between_dimensions] { accounting-account-role-role-between_dimensions }
    [freight] { accounting-account-role-role-freight }
    [work_in_progress] { accounting-account-role-role-work_in_progress }
   *[other] { $role }
}”尚未指定科目。请在公司的科目角色中添加。
accounting-no_books = { $record } 的账务尚未启用。请先启用。
accounting-books_in_use = 该公司账务已有记账，公司和存货核算方式不能更改。请恢复原值。
accounting-small_difference = 小额差异上限应在 0 到 100000 个最小货币单位之间。请更正。
accounting-backdate_days = 库存可倒填天数应在 0 到 3650 之间。请更正。
accounting-ends_before_start = 结束日期早于开始日期。请更正其中一个日期。
accounting-year_too_long = 会计年度最长 24 个月。请选择更早的截止日期。
accounting-years_overlap = 日期与会计年度 { $record } 重叠。请在其结束之后开始，或在其开始之前结束。
accounting-year_in_use = { $record } 已生成会计期间，公司和起止日期不能更改。请恢复原值。
accounting-no_period = 没有可供 { $day } 记账的会计期间。请开放会计年度及其期间，或选择其他日期。
accounting-period_in_future = { $record } 尚未开放，不能记账到 { $day }。请开放该期间，或选择更早的日期。
accounting-returns_closed = 自 { $day } 起的纳税申报期均已关闭。请打开某个会计期间的税务部分，或申请关账例外。
accounting-period_closed = { $record } 已暂时关账，不能记账到 { $day }。请选择开放期间的日期，或申请关账例外。
accounting-period_closed_for_good = { $record } 已永久关账，不能重新开放。请记账到开放期间的日期。
accounting-bank_files = 请选择银行文件，最多 { $most } 个。
accounting-period_has_drafts = 该期间仍有草稿（{ $count }）：{ $record }。请先记账、改到其他日期或归档。
accounting-exception_too_long = 关账例外最长 31 天。请选择更早的截止时间。
accounting-value_of_other_dimension = 上级维度值属于其他核算维度。请选择同一维度的值。
accounting-value_in_a_circle = { $record } 将成为自己的上级。请选择不在其下级的维度值。
accounting-dimension_twice = { $record } 所属的核算维度已有一个值。请删除其中一个。
accounting-dimension_missing = 科目 { $record } 的分录必须填写核算维度 { $dimension }。请在明细行选择，或设定默认值供业务单据使用。
accounting-value_not_allowed = 规则“{ $rule }”不允许科目 { $record } 的分录使用 { $value }。请选择其他维度值，或修改规则。
accounting-rule_without_values = “仅限所列值”的规则至少要有一个维度值。请添加。
accounting-rule_beside_itself = 该值属于规则所针对的核算维度。请选择其他维度的值。
accounting-group_parent = 集团科目的上级必须是汇总科目。请选择汇总科目，或先将其标记为汇总。
accounting-group_code_unknown = 集团科目表中没有可汇总的科目 { $code }。请选择已有编码，或先在集团科目表中添加。
accounting-usual_twice = { $record } 已是该维度的默认值。请先取消它的默认标记。
accounting-too_many_dimensions = 每行最多使用八个核算维度。请归档不再使用的维度。
accounting-dimension_unbalanced = 核算维度 { $record } 的 { $value } 借贷相差 { $gap }（最小货币单位）。请补充该维度值的分录使借贷相等；业务单据的凭证请为角色“维度间往来”指定科目。
accounting-recoverable_share = 可抵扣比例应在 0 到 100% 之间。请更正。
accounting-tax_rate_range = 税率应在 0 到 100% 之间。请更正。
accounting-tax_rate_twice = 该起始日期已有税率。请删除其中一行。
accounting-rate_of_itself = 汇率的两个币种必须不同。请选择其他币种。
accounting-rate_not_positive = 汇率必须大于零。请更正。
accounting-no_rate = { $day } 及之前数日没有从 { $from } 到 { $to } 的汇率。请录入。
accounting-entry_without_lines = 凭证没有带金额的分录。请至少录入一借一贷。
accounting-entry_unbalanced = 借方减贷方余 { $gap }（最小货币单位）。请更正分录，使借贷相等。
accounting-debit_or_credit = 每条分录只能是借方或贷方。请填写其中一项。
accounting-account_takes_no_postings = { $record } 是汇总科目、已归档或属于其他公司。请选择本公司可记账的科目。
accounting-account_currency = { $record } 以其他币种核算。请使用该币种，或选择其他科目。
accounting-control_by_hand = 只有货物单据才能记入该科目。请使用相应单据，或选择其他科目。
accounting-control_without_party = 应收或应付科目需要往来单位。请选择往来单位。
accounting-reversed_before = 冲销日期必须晚于记账日期。请选择更晚的日期。
accounting-already_reversed = 该凭证已由 { $record } 冲销。如仍需更正，请新建凭证。
accounting-item_partly_settled = { $record } 已部分或全部核销。请先撤销核销。
accounting-more_than_open = 金额超过 { $record } 的未清金额。请勿超过剩余金额。

# Tax rule

accounting-tax-rule = 税则
accounting-tax-rule-plural = 税则
accounting-tax-rule-company = 公司
accounting-tax-rule-direction = 方向
accounting-tax-rule-direction-sale = 销售
accounting-tax-rule-direction-purchase = 采购
accounting-tax-rule-destination = 目的地
accounting-tax-rule-destination-anywhere = 任何地方
accounting-tax-rule-destination-domestic = 国内
accounting-tax-rule-destination-abroad = 国外
accounting-tax-rule-country = 国家/地区
accounting-tax-rule-standing = 对方
accounting-tax-rule-standing-business = 企业
accounting-tax-rule-standing-consumer = 消费者
accounting-tax-rule-item_group = 物料组
accounting-tax-rule-starts_on = 生效日
accounting-tax-rule-ends_on = 失效日
accounting-tax-rule-tax_code = 税码

accounting-tax_code_of_company = 该税码属于另一家公司。请选择本公司的税码。
accounting-tax_code_direction = 该税码的方向不符。请按税则选择销售或采购税码。
accounting-tax_rules_tie = 有两条税则同样适用于 { $record }，但税码不同。请让其中一条更具体。
accounting-no_tax_rate = 税码 { $record } 在 { $day } 没有税率。请添加当日有效的税率。
accounting-stated_tax_without_code = 没有任何行带税，注明的税额无处可记。请为各行指定税码，或清空注明的税额。

# Reports

accounting-report-trial-balance = 试算平衡表
accounting-report-trial-balance-about = 每个科目的期初余额、本期发生额和期末余额。
accounting-report-trial-balance-company = 公司
accounting-report-trial-balance-starts_on = 自
accounting-report-trial-balance-ends_on = 至
accounting-report-trial-balance-code = 编码
accounting-report-trial-balance-name = 科目
accounting-report-trial-balance-opening = 期初余额
accounting-report-trial-balance-debit = 借方
accounting-report-trial-balance-credit = 贷方
accounting-report-trial-balance-closing = 期末余额

accounting-report-balance-sheet = 资产负债表
accounting-report-balance-sheet-about = 公司在某一天的资产、负债和所有者权益。
accounting-report-balance-sheet-company = 公司
accounting-report-balance-sheet-as_of = 截至
accounting-report-balance-sheet-compared_as_of = 对比日期
accounting-report-balance-sheet-code = 编码
accounting-report-balance-sheet-name = 科目
accounting-report-balance-sheet-amount = 金额

accounting-report-income-statement = 利润表
accounting-report-income-statement-about = 一段时间内的收入、成本费用和各级利润。
accounting-report-income-statement-company = 公司
accounting-report-income-statement-starts_on = 自
accounting-report-income-statement-ends_on = 至
accounting-report-income-statement-compared_starts_on = 对比自
accounting-report-income-statement-compared_ends_on = 对比至
accounting-report-income-statement-code = 编码
accounting-report-income-statement-name = 科目
accounting-report-income-statement-amount = 金额

accounting-report-cash-flow = 现金流量表
accounting-report-cash-flow-about = 一段时间内现金的来源和去向。
accounting-report-cash-flow-company = 公司
accounting-report-cash-flow-starts_on = 自
accounting-report-cash-flow-ends_on = 至
accounting-report-cash-flow-name = 项目
accounting-report-cash-flow-amount = 金额

accounting-report-general-ledger = 明细账
accounting-report-general-ledger-about = 一个科目的每一条分录及其后的余额。
accounting-report-general-ledger-company = 公司
accounting-report-general-ledger-account = 科目
accounting-report-general-ledger-starts_on = 自
accounting-report-general-ledger-ends_on = 至
accounting-report-general-ledger-posted_on = 记账日期
accounting-report-general-ledger-number = 凭证
accounting-report-general-ledger-text = 摘要
accounting-report-general-ledger-party = 往来单位
accounting-report-general-ledger-debit = 借方
accounting-report-general-ledger-credit = 贷方
accounting-report-general-ledger-balance = 余额

accounting-report-tax-return = 纳税申报表
accounting-report-tax-return-about = 每个税码的税基和税额，以及对应的申报栏次。
accounting-report-tax-return-company = 公司
accounting-report-tax-return-starts_on = 自
accounting-report-tax-return-ends_on = 至
accounting-report-tax-return-code = 税码
accounting-report-tax-return-name = 名称
accounting-report-tax-return-base_box = 税基申报栏次
accounting-report-tax-return-base = 税基
accounting-report-tax-return-tax_box = 税额申报栏次
accounting-report-tax-return-tax = 税额

accounting-report-legal-numbers = 法定编号
accounting-report-legal-numbers-about = 每个编号序列已取号数、账簿中缺少的号数，以及日期早于前一号的号数。
accounting-report-legal-numbers-company = 公司
accounting-report-legal-numbers-first = 首号
accounting-report-legal-numbers-last = 末号
accounting-report-legal-numbers-starts_on = 从
accounting-report-legal-numbers-ends_on = 至
accounting-report-legal-numbers-drawn = 已取号
accounting-report-legal-numbers-missing = 缺号
accounting-report-legal-numbers-backwards = 日期倒序

accounting-report-aged-items = 账龄分析
accounting-report-aged-items-about = 按逾期天数列示的客户欠款或应付供应商款项。
accounting-report-aged-items-company = 公司
accounting-report-aged-items-side = 方向
accounting-report-aged-items-as_of = 截至
accounting-report-aged-items-currency = 货币（空：全部，按本位币）
accounting-report-aged-items-dimension = 按核算维度
accounting-report-aged-items-value = 仅此维度值
accounting-report-aged-items-party = 往来单位
accounting-report-aged-items-not_due = 未到期
accounting-report-aged-items-days_1 = 1–30 天
accounting-report-aged-items-days_31 = 31–60 天
accounting-report-aged-items-days_61 = 61–90 天
accounting-report-aged-items-days_91 = 90 天以上
accounting-report-aged-items-total = 合计
accounting-report-group-balances = 集团试算表
accounting-report-group-balances-about = 各公司余额按集团科目表并列显示。
accounting-report-group-balances-as_of = 截至
accounting-report-group-balances-currency = 币种（留空：第一家公司的本位币）
accounting-report-group-balances-code = 编码
accounting-report-group-balances-name = 名称
accounting-report-group-balances-balance = 余额
accounting-report-group-balances-total = 合计
accounting-in_closing_rates = 金额单位：{ $currency }，按当日期末汇率折算。
accounting-not_mapped = 尚未对应集团科目
accounting-of_converting = 折算尾差
accounting-without_value = 未指定

accounting-statement-cash = 货币资金
accounting-statement-cash-total = 货币资金合计
accounting-statement-receivables = 应收款项
accounting-statement-receivables-total = 应收款项合计
accounting-statement-inventories = 存货
accounting-statement-inventories-total = 存货合计
accounting-statement-current_assets = 其他流动资产
accounting-statement-current_assets-total = 其他流动资产合计
accounting-statement-fixed_assets = 固定资产
accounting-statement-fixed_assets-total = 固定资产合计
accounting-statement-assets-total = 资产总计
accounting-statement-payables = 应付款项
accounting-statement-payables-total = 应付款项合计
accounting-statement-current_liabilities = 其他流动负债
accounting-statement-current_liabilities-total = 其他流动负债合计
accounting-statement-long_liabilities = 长期负债
accounting-statement-long_liabilities-total = 长期负债合计
accounting-statement-liabilities-total = 负债合计
accounting-statement-equity = 所有者权益
accounting-statement-equity-total = 未计入本期损益的权益
accounting-statement-result = 尚未结转的损益
accounting-statement-equity_and_result-total = 所有者权益合计
accounting-statement-liabilities_and_equity-total = 负债和所有者权益总计
accounting-statement-revenue = 营业收入
accounting-statement-revenue-total = 营业收入合计
accounting-statement-cost_of_sales = 营业成本
accounting-statement-cost_of_sales-total = 营业成本合计
accounting-statement-gross_profit-total = 毛利
accounting-statement-expenses = 费用
accounting-statement-expenses-total = 费用合计
accounting-statement-operating_profit-total = 营业利润
accounting-statement-other_income = 其他收益
accounting-statement-other_income-total = 其他收益合计
accounting-statement-other_expenses = 其他支出
accounting-statement-other_expenses-total = 其他支出合计
accounting-statement-net_result-total = 净利润
accounting-statement-change_receivables = 应收款项的变动
accounting-statement-change_inventories = 存货的变动
accounting-statement-change_payables = 应付款项的变动
accounting-statement-change_other = 其他流动资产和负债的变动
accounting-statement-cash_operating-total = 经营活动产生的现金流量
accounting-statement-change_fixed_assets = 固定资产的变动
accounting-statement-cash_investing-total = 投资活动产生的现金流量
accounting-statement-change_loans = 长期负债的变动
accounting-statement-change_equity = 所有者权益的变动
accounting-statement-cash_financing-total = 筹资活动产生的现金流量
accounting-statement-cash_change-total = 现金净变动
accounting-statement-cash_opening = 期初现金
accounting-statement-cash_closing-total = 期末现金

accounting-total = 合计
accounting-opening = 上期结转
accounting-tax_due = 应纳税额
accounting-in_currency = 金额单位：{ $currency }。
accounting-which_account = 请选择要查看的科目。
accounting-no_books_at_all = 没有您可以查看的已启用账务。请先启用公司账务，或申请相应权限。

# Bank account

accounting-bank-account = 银行账户
accounting-bank-account-account = 对应科目
accounting-bank-account-bic = BIC
accounting-bank-account-clearing = 在途款项科目
accounting-bank-account-company = 公司
accounting-bank-account-currency = 币种
accounting-bank-account-iban = IBAN
accounting-bank-account-name = 名称
accounting-bank-account-number = 银行文件中的账号
accounting-bank-account-plural = 银行账户

# Clearing

accounting-clearing = 往来核销
accounting-clearing-cleared = 核销金额
accounting-clearing-company = 公司
accounting-clearing-currency = 币种
accounting-clearing-entry = 凭证
accounting-clearing-lines = 明细
accounting-clearing-number = 编号
accounting-clearing-op-post = 记账
accounting-clearing-op-reverse = 冲销
accounting-clearing-op-reverse-posted_on = 记账日期
accounting-clearing-op-reverse-reason = 原因
accounting-clearing-party = 往来单位
accounting-clearing-plural = 往来核销
accounting-clearing-posted_on = 记账日期
accounting-clearing-reversed_because = 冲销原因
accounting-clearing-state = 状态
accounting-clearing-state-draft = 草稿
accounting-clearing-state-posted = 已记账
accounting-clearing-state-reversed = 已冲销
accounting-clearing-text = 摘要
accounting-clearing-view-drafts = 草稿

# Line of a clearing

accounting-clearing-line = 核销明细
accounting-clearing-line-amount = 金额
accounting-clearing-line-item = 未清项
accounting-clearing-line-plural = 核销明细

# Discount offered

accounting-discount-offer = 可享折扣
accounting-discount-offer-amount = 金额
accounting-discount-offer-currency = 币种
accounting-discount-offer-item = 未清项
accounting-discount-offer-plural = 可享折扣
accounting-discount-offer-reduces_tax = 同时冲减税额
accounting-discount-offer-until = 截止日期

# Account of a party

accounting-party-account = 往来单位账户
accounting-party-account-bic = BIC
accounting-party-account-currency = 币种
accounting-party-account-holder = 户名
accounting-party-account-number = IBAN 或账号
accounting-party-account-party = 往来单位
accounting-party-account-plural = 往来单位账户
accounting-party-account-preferred = 首选

# Payment

accounting-payment = 收付款
accounting-payment-allocate = 核销方式
accounting-payment-allocate-by_hand = 手工
accounting-payment-allocate-oldest_first = 先到期先核销
accounting-payment-allocated = 已核销
accounting-payment-amount = 金额
accounting-payment-amount_base = 本位币金额
accounting-payment-bank_account = 银行账户
accounting-payment-company = 公司
accounting-payment-company_currency = 本位币
accounting-payment-currency = 币种
accounting-payment-direction = 方向
accounting-payment-direction-paid = 付款
accounting-payment-direction-received = 收款
accounting-payment-entry = 凭证
accounting-payment-fee = 银行手续费
accounting-payment-lines = 明细
accounting-payment-matched = 对账单已确认
accounting-payment-matched_base = 对账单已确认(本位币)
accounting-payment-means = 方式
accounting-payment-means-bank = 银行
accounting-payment-means-cash = 现金
accounting-payment-number = 编号
accounting-payment-on_account = 预收预付
accounting-payment-op-post = 记账
accounting-payment-op-reverse = 冲销
accounting-payment-op-reverse-posted_on = 记账日期
accounting-payment-op-reverse-reason = 原因
accounting-payment-party = 往来单位
accounting-payment-plural = 收付款
accounting-payment-posted_on = 记账日期
accounting-payment-reference = 参考号
accounting-payment-reversed_because = 冲销原因
accounting-payment-side = 往来账
accounting-payment-side-payable = 应付
accounting-payment-side-receivable = 应收
accounting-payment-state = 状态
accounting-payment-state-draft = 草稿
accounting-payment-state-posted = 已记账
accounting-payment-state-reversed = 已冲销
accounting-payment-text = 摘要
accounting-payment-view-drafts = 草稿
accounting-payment-view-paid = 付款
accounting-payment-view-received = 收款

# Line of a payment

accounting-payment-line = 收付款明细
accounting-payment-line-amount = 金额
accounting-payment-line-currency = 币种
accounting-payment-line-discount = 折扣
accounting-payment-line-item = 未清项
accounting-payment-line-open = 未清金额
accounting-payment-line-paid = 付款币种金额
accounting-payment-line-payment_currency = 付款币种
accounting-payment-line-plural = 收付款明细
accounting-payment-line-written_off = 尾差核销

# Payment term

accounting-payment-term = 付款条件
accounting-payment-term-code = 代码
accounting-payment-term-currency = 币种
accounting-payment-term-discount_tax = 税与折扣
accounting-payment-term-discount_tax-on_discounted = 开票时即按折后金额计税
accounting-payment-term-discount_tax-reduced_on_payment = 享受折扣时冲减税额
accounting-payment-term-discount_tax-unchanged = 税额不变
accounting-payment-term-instalments = 分期
accounting-payment-term-name = 名称
accounting-payment-term-offers = 提前付款折扣
accounting-payment-term-plural = 付款条件

# Instalment

accounting-term-instalment = 分期
accounting-term-instalment-amount = 金额
accounting-term-instalment-day_of_month = 每月几号
accounting-term-instalment-days = 天数
accounting-term-instalment-end_of_month = 月末
accounting-term-instalment-months = 月数
accounting-term-instalment-percent = 百分比
accounting-term-instalment-plural = 分期

# Discount for paying early

accounting-term-offer = 提前付款折扣
accounting-term-offer-days = 天数
accounting-term-offer-end_of_month = 月末
accounting-term-offer-percent = 百分比
accounting-term-offer-plural = 提前付款折扣

# Refusals of payments, banks and reminders

accounting-already_matched = 该流水已匹配。
accounting-currency_unknown = 本账套没有币种 { $record },请先添加。
accounting-days_range = 天数须在 0 到 365 之间。
accounting-fee_negative = 金额不能为负。
accounting-levels_in_order = 各级逾期天数须依次递增,第一级至少为 1 天。
accounting-match_line_one = 每行只能是流水、收付款或科目之一。
accounting-match_unbalanced = 流水与匹配内容相差 { $gap } 个最小货币单位。请添加收付款或将余额记入科目。
accounting-match_without_movement = 匹配至少需要一笔银行流水。
accounting-more_than_moved = 匹配金额超过流水 { $record } 的金额。
accounting-movement_of_other_account = 该流水属于其他银行账户。
accounting-no_sure_match = 没有可靠的匹配:{ $record }。请指定往来单位或记入科目。
accounting-nobody_to_remind = 没有需要催款的对象:均已付清、已催款或被剔除。
accounting-nobody_to_advise = { $record } 没有付款，无需通知。请查看未支付的明细。
accounting-not_matched = { $record } 尚未匹配。
accounting-nothing_to_revalue = 该日没有需要重估的差额。
accounting-payee_account = 请选择该往来单位的账户,或剔除此行。
accounting-payment_not_in_transit = 请选择本公司以该账户币种记账的银行收付款。
accounting-procedure_without_levels = 程序至少需要一个级别。
accounting-revalued_already = 该日已重估:{ $record }。
accounting-rule_fits_all = 请填写摘要或对方户名须包含的内容,或容差;否则规则适用于所有流水。
accounting-rule_says_nothing = 请填写入账科目或往来单位。
accounting-run_not_booked = { $record } 尚未记账。银行文件根据已记账的付款生成。
accounting-run_pays_nothing = { $record } 没有付款。请重新提议或恢复明细行。
accounting-statement_does_not_add_up = { $record } 的期初余额加流水与期末余额相差 { $gap } 个最小货币单位。请重新导出文件。
accounting-statement_not_next = { $record } 的此对账单期初与上一份期末相差 { $gap } 个最小货币单位。请先导入中间的对账单。
accounting-account_number = 请填写 IBAN,或银行文件中使用的账号。
accounting-amount_not_positive = 金额必须大于零;方向表示收款还是付款。
accounting-bank_account_in_use = 该银行账户已有记账的收付款。请新建账户,不要更改其公司、币种或科目。
accounting-bank_currency = 对应科目使用其他币种。
accounting-bank_ledger_account = 请选择本公司可记账的货币资金科目。
accounting-bank_of_other_company = 该银行账户属于其他公司。
accounting-bic = BIC 为 8 或 11 位字符,例如 BBVAESMM。
accounting-cash_over_bank = 现金不经过银行账户。请清空银行账户或改为银行方式。
accounting-clearing_unbalanced = 借方与贷方相差 { $gap } 个最小货币单位,必须相等。
accounting-day_of_month = 日期须在 1 到 31 之间。
accounting-discount_not_offered = 折扣超过该项允许的折扣。请核销差额或保留未清。
accounting-due_too_late = 月数须在 0 到 120 之间,天数须在 0 到 3650 之间。
accounting-fee_range = 手续费不能为负,也不能超过付款金额。
accounting-iban = IBAN 的长度或校验位不正确。
accounting-item_of_other_company = 该未清项属于其他公司。
accounting-item_of_other_party = 未清项必须属于同一往来单位、公司和币种。
accounting-item_twice = 该未清项重复出现,请合并到一行。
accounting-more_allocated_than_paid = 明细核销金额超过付款金额。请减少核销或增加付款。
accounting-nothing_to_clear = 没有可以互相核销的借贷项。
accounting-payment_matched = 该收付款已与银行对账单匹配,请先取消匹配。
accounting-payment_twice = 与 { $record } 的往来单位、金额、日期和参考号相同。如确为另一笔,请修改参考号。
accounting-percent_or_amount = 百分比与金额只能填一项;都不填表示其余部分。
accounting-percent_range = 百分比须在 0 到 100 之间。
accounting-terms_currency = 填写固定金额时必须指定币种。
accounting-terms_do_not_sum = 各分期合计不等于总额。请保留一行不填百分比和金额,由它承担其余部分。
accounting-write_off_too_large = 此处只能核销公司账簿允许的小额尾差。

# Bank match

accounting-bank-match = 银行匹配
accounting-bank-match-amount = 金额
accounting-bank-match-bank_account = 银行账户
accounting-bank-match-company = 公司
accounting-bank-match-currency = 币种
accounting-bank-match-entry = 凭证
accounting-bank-match-lines = 明细
accounting-bank-match-number = 编号
accounting-bank-match-op-post = 记账
accounting-bank-match-op-reverse = 冲销
accounting-bank-match-op-reverse-posted_on = 记账日期
accounting-bank-match-op-reverse-reason = 原因
accounting-bank-match-plural = 银行匹配
accounting-bank-match-posted_on = 记账日期
accounting-bank-match-reversed_because = 冲销原因
accounting-bank-match-state = 状态
accounting-bank-match-state-draft = 草稿
accounting-bank-match-state-posted = 已记账
accounting-bank-match-state-reversed = 已冲销

# Bank statement

accounting-bank-statement = 银行对账单
accounting-bank-statement-bank_account = 银行账户
accounting-bank-statement-closing = 期末余额
accounting-bank-statement-company = 公司
accounting-bank-statement-currency = 币种
accounting-bank-statement-ends_on = 截止日期
accounting-bank-statement-movements = 笔数
accounting-bank-statement-number = 编号
accounting-bank-statement-op-match_all = 全部匹配
accounting-bank-statement-opening = 期初余额
accounting-bank-statement-plural = 银行对账单
accounting-bank-statement-starts_on = 起始日期

# Bank movement

accounting-bank-transaction = 银行流水
accounting-bank-transaction-amount = 金额
accounting-bank-transaction-bank_account = 银行账户
accounting-bank-transaction-booked_on = 入账日期
accounting-bank-transaction-company = 公司
accounting-bank-transaction-currency = 币种
accounting-bank-transaction-key = 识别码
accounting-bank-transaction-matched = 已匹配
accounting-bank-transaction-name = 对方户名
accounting-bank-transaction-op-accept = 采用提议
accounting-bank-transaction-op-assign = 指定往来单位
accounting-bank-transaction-op-assign-item = 未清项
accounting-bank-transaction-op-assign-party = 往来单位
accounting-bank-transaction-op-book = 记入科目
accounting-bank-transaction-op-book-account = 科目
accounting-bank-transaction-op-book-amount = 金额
accounting-bank-transaction-op-book-text = 摘要
accounting-bank-transaction-op-match_payment = 与付款匹配
accounting-bank-transaction-op-match_payment-payment = 付款
accounting-bank-transaction-op-unmatch = 取消匹配
accounting-bank-transaction-op-unmatch-posted_on = 记账日期
accounting-bank-transaction-other_account = 对方账号
accounting-bank-transaction-plural = 银行流水
accounting-bank-transaction-reference = 参考号
accounting-bank-transaction-settled = 已全部匹配
accounting-bank-transaction-statement = 银行对账单
accounting-bank-transaction-text = 摘要
accounting-bank-transaction-valued_on = 起息日
accounting-bank-transaction-view-unmatched = 未匹配

# Dunning level

accounting-dunning-level = 催款级别
accounting-dunning-level-fee = 催款费
accounting-dunning-level-interest = 年利率
accounting-dunning-level-min_days_overdue = 逾期天数起
accounting-dunning-level-min_days_since_last = 距上次催款天数
accounting-dunning-level-plural = 催款级别
accounting-dunning-level-stops_credit = 停止赊销
accounting-dunning-level-text = 信函内容

# Reminder

accounting-dunning-line = 催款明细
accounting-dunning-line-because = 原因
accounting-dunning-line-currency = 币种
accounting-dunning-line-days_overdue = 逾期天数
accounting-dunning-line-due_on = 到期日
accounting-dunning-line-interest = 利息
accounting-dunning-line-item = 未清项
accounting-dunning-line-left_out = 剔除
accounting-dunning-line-level = 级别
accounting-dunning-line-open = 未清金额
accounting-dunning-line-party = 往来单位
accounting-dunning-line-plural = 催款明细

# Dunning procedure

accounting-dunning-procedure = 催款程序
accounting-dunning-procedure-credits_offset = 贷项先抵最早欠款
accounting-dunning-procedure-currency = 币种
accounting-dunning-procedure-grace_days = 宽限天数
accounting-dunning-procedure-least = 最低逾期金额
accounting-dunning-procedure-levels = 级别
accounting-dunning-procedure-name = 名称
accounting-dunning-procedure-plural = 催款程序
accounting-dunning-procedure-year_days = 每年天数
accounting-dunning-procedure-year_days-360 = 360
accounting-dunning-procedure-year_days-365 = 365

# Dunning run

accounting-dunning-run = 催款批次
accounting-dunning-run-asked = 催款金额
accounting-dunning-run-company = 公司
accounting-dunning-run-currency = 币种
accounting-dunning-run-fees = 催款费
accounting-dunning-run-interest = 利息
accounting-dunning-run-lines = 明细
accounting-dunning-run-number = 编号
accounting-dunning-run-op-cancel = 取消
accounting-dunning-run-op-propose = 重新提议
accounting-dunning-run-op-release = 发出
accounting-dunning-run-op-send = 邮件发送
accounting-dunning-run-mailed_at = 邮件发送时间
accounting-dunning-run-mailed = 已发信件
accounting-dunning-run-unreached = 无邮箱地址
accounting-dunning-mail-subject = { $company }：催款函 { $number }
accounting-dunning-mail-body = 我们有部分发票尚未收到付款，详见附件。如您已付款，谢谢。
    
    { $company }
accounting-remittance-mail-subject = { $company }：付款通知 { $number }
accounting-remittance-mail-body = 我们已向贵方付款，附件列明所结清的发票。
accounting-dunning-run-plural = 催款批次
accounting-dunning-run-procedure = 程序
accounting-dunning-run-run_on = 日期
accounting-dunning-run-state = 状态
accounting-dunning-run-state-cancelled = 已取消
accounting-dunning-run-state-draft = 草稿
accounting-dunning-run-state-released = 已发出

## 打印的对账单与催款函。

accounting-print-statement = 对账单
accounting-print-statement-intro = 截至 { $date }，我方账上尚有下列未结款项。如与贵方账目不符，请告知我方。
accounting-print-nothing-open = 截至 { $date }，我方账上没有未结款项。
accounting-print-as-of = 截至日期
accounting-print-customer-number = 客户编号
accounting-print-items-in = { $currency } 款项
accounting-print-document = 单据
accounting-print-date = 日期
accounting-print-due = 到期日
accounting-print-days = 逾期天数
accounting-print-amount = 金额
accounting-print-open = 未结 { $currency }
accounting-print-overdue = 其中已逾期
accounting-print-total-open = 未结合计
accounting-print-reminder = 付款提醒
accounting-print-reminder-first = 我方尚未收到下列款项。或为一时疏忽，请于近日内支付。如已付款，请忽略本函。
accounting-print-reminder-again = 经提醒后，下列款项仍未支付。请于十日内付清全部金额；如有异议，请立即告知我方。
accounting-print-level = 提醒次数
accounting-print-fee = 催款费
accounting-print-interest = 逾期利息
accounting-print-to-pay = 应付总额
accounting-print-draft = 草稿
accounting-print-remittance = 付款通知
accounting-print-remittance-intro = 我们于 { $date } 向贵方支付 { $amount }，结清下列单据。
accounting-print-pay-on = 付款日期
accounting-print-payment-number = 付款单号
accounting-print-supplier-number = 供应商编号
accounting-print-your-number = 贵方单据号
accounting-print-our-number = 我方单号
accounting-print-discount = 折扣
accounting-print-paid = 已付 { $currency }
accounting-print-transferred = 付款合计
accounting-print-your-account = 贵方账户
accounting-print-payment = 付款方式
accounting-print-bank = 银行账户
accounting-print-iban = IBAN
accounting-print-account = 账号
accounting-print-bic = BIC
accounting-print-reference = 付款附言

# Line of a match

accounting-match-line = 匹配明细
accounting-match-line-account = 科目
accounting-match-line-amount = 金额
accounting-match-line-amount_base = 本位币金额
accounting-match-line-company_currency = 本位币
accounting-match-line-movement = 银行流水
accounting-match-line-payment = 收付款
accounting-match-line-plural = 匹配明细
accounting-match-line-text = 摘要

# Match rule

accounting-match-rule = 匹配规则
accounting-match-rule-account = 科目
accounting-match-rule-bank_account = 银行账户
accounting-match-rule-currency = 币种
accounting-match-rule-direction = 方向
accounting-match-rule-direction-paid = 付款
accounting-match-rule-direction-received = 收款
accounting-match-rule-most = 金额上限
accounting-match-rule-name = 名称
accounting-match-rule-name_has = 对方户名包含
accounting-match-rule-party = 往来单位
accounting-match-rule-plural = 匹配规则
accounting-match-rule-priority = 优先级
accounting-match-rule-text_has = 摘要包含
accounting-match-rule-tolerance = 容差

# Terms of a party

accounting-party-terms = 往来条件
accounting-party-terms-customer_term = 客户付款条件
accounting-party-terms-dunning_procedure = 催款程序
accounting-party-terms-never_reminded = 不催款
accounting-party-terms-party = 往来单位
accounting-party-terms-plural = 往来条件
accounting-party-terms-supplier_term = 供应商付款条件

# Payment run

accounting-payment-run = 付款批次
accounting-payment-run-approved_by = 批准人
accounting-payment-run-advised = 已发付款通知
accounting-payment-run-advised_at = 通知发送时间
accounting-payment-run-unreached = 未送达
accounting-payment-run-bank_account = 银行账户
accounting-payment-run-company = 公司
accounting-payment-run-currency = 币种
accounting-payment-run-due_until = 到期截止
accounting-payment-run-lines = 明细
accounting-payment-run-number = 编号
accounting-payment-run-op-approve = 批准
accounting-payment-run-op-advise = 邮件通知供应商
accounting-payment-run-op-book = 生成付款
accounting-payment-run-op-cancel = 取消
accounting-payment-run-op-finish = 完成
accounting-payment-run-op-propose = 重新提议
accounting-payment-run-op-reopen = 退回草稿
accounting-payment-run-pay_on = 付款日期
accounting-payment-run-plural = 付款批次
accounting-payment-run-state = 状态
accounting-payment-run-state-approved = 已批准
accounting-payment-run-state-booked = 已记账
accounting-payment-run-state-booking = 记账中
accounting-payment-run-state-cancelled = 已取消
accounting-payment-run-state-draft = 草稿
accounting-payment-run-total = 合计
accounting-payment-run-view-waiting = 待批准

# Revaluation

accounting-revaluation = 汇兑重估
accounting-revaluation-bank_entry = 银行账户凭证
accounting-revaluation-company = 公司
accounting-revaluation-company_currency = 本位币
accounting-revaluation-difference = 差额
accounting-revaluation-entry = 凭证
accounting-revaluation-lines = 明细
accounting-revaluation-mirror = 冲回凭证
accounting-revaluation-number = 编号
accounting-revaluation-op-post = 记账
accounting-revaluation-plural = 汇兑重估
accounting-revaluation-revalued_on = 重估日期
accounting-revaluation-state = 状态
accounting-revaluation-state-draft = 草稿
accounting-revaluation-state-posted = 已记账

# Line of a revaluation

accounting-revaluation-line = 重估明细
accounting-revaluation-line-bank_account = 银行账户
accounting-revaluation-line-booked_base = 账面金额
accounting-revaluation-line-closing_base = 按期末汇率
accounting-revaluation-line-company_currency = 本位币
accounting-revaluation-line-currency = 币种
accounting-revaluation-line-difference = 差额
accounting-revaluation-line-item = 未清项
accounting-revaluation-line-open = 未清金额
accounting-revaluation-line-plural = 重估明细

# Line of a payment run

accounting-run-line = 付款批次明细
accounting-run-line-account = 收款账户
accounting-run-line-amount = 金额
accounting-run-line-because = 原因
accounting-run-line-because-blocked = 已冻结或有争议
accounting-run-line-because-by_hand = 手工剔除
accounting-run-line-because-credit = 供应商欠我方
accounting-run-line-because-no_account = 无收款账户
accounting-run-line-because-settled = 已另行付清
accounting-run-line-currency = 币种
accounting-run-line-discount = 折扣
accounting-run-line-due_on = 到期日
accounting-run-line-item = 未清项
accounting-run-line-left_out = 剔除
accounting-run-line-party = 往来单位
accounting-run-line-payment = 收付款
accounting-run-line-plural = 付款批次明细

# The customer's page
accounting-page-bank-desk = 银行对账
accounting-page-bank-order = 付款文件 (pain.001)
accounting-bank-no-account = 尚无银行账户。请在“银行账户”中添加。
accounting-bank-until = 对账单截至 { $day }
accounting-bank-waiting = { $count } 笔待处理 · { $amount }
accounting-bank-drop = 将银行文件拖到此处或点击选择
accounting-bank-rates = 欧洲央行汇率
accounting-bank-as-said = 以文件为准
accounting-bank-take-in = 导入
accounting-bank-taken-in = 已导入 { $new } 笔，{ $known } 笔已存在。确定的流水将自动匹配。
accounting-bank-quoted = 新增或变更 { $count } 个汇率。
accounting-bank-more = 下一批流水
accounting-bank-open = 待入账
accounting-bank-no-guess = 账上没有相符的记录。
accounting-bank-on-account = { $party }，挂账
accounting-bank-matched = 已入账。
accounting-page-close = 月末结账
accounting-page-close-period = 结账
accounting-close-progress = { $all } 项中有 { $done } 项已无需处理
accounting-close-done = 已完成
accounting-close-open = 待处理
accounting-close-look = 请查看
accounting-close-earlier = 以前月份
accounting-close-earlier-none = 以前的月份均已结账。
accounting-close-earlier-open = 以前还有 { $count } 个月份可以过账。
accounting-close-drafts = 未过账单据
accounting-close-drafts-none = 本月没有待过账的单据。
accounting-close-drafts-open = 本月有 { $count } 张单据未过账。请过账、改到其他日期或归档。
accounting-close-bank = 银行流水入账
accounting-close-bank-none = 银行流水均已入账。
accounting-close-bank-open = 有 { $count } 笔银行流水未入账。
accounting-close-statements = 对账单截至月末
accounting-close-statements-none = 所有银行账户的对账单均已到月末最后一天。
accounting-close-statements-open = 以下账户的对账单未到月末最后一天。
accounting-close-statements-never = 尚无对账单
accounting-close-revaluation = 外币重估
accounting-close-revaluation-none = 没有外币往来余额。
accounting-close-revaluation-done = 外币往来已按期末汇率计价。
accounting-close-revaluation-open = 有 { $count } 笔外币往来未按本月期末汇率重估。
accounting-close-revaluation-make = 新建重估
accounting-close-received = 已收货未开票
accounting-close-delivered = 已发货未开票
accounting-close-landed = 附加成本未到票
accounting-close-waiting-none = 该科目无余额。
accounting-close-waiting-open = 月末仍有以下金额等待发票。
accounting-close-tax = 纳税申报
accounting-close-tax-return = 本月申报表
accounting-close-tax-done = 本月税务部分已结账。
accounting-close-tax-open = 请核对并提交申报表，然后关闭本月税务部分。
accounting-close-more = 另有 { $count } 项
accounting-panel-figures = 关键数据
accounting-panel-revenue = 近 12 个月收入
accounting-panel-overdue = 逾期应收
accounting-panel-to-pay = 一周内应付
accounting-home-cash = 货币资金
accounting-home-receivables = 应收账款
accounting-home-payables = 应付账款
accounting-home-revenue = 本月收入
accounting-home-result = 本月损益
accounting-home-last-month = 上月 { $amount }
accounting-panel-owed = 未清项
accounting-panel-receipts = 收款
accounting-panel-expenses = 费用
accounting-owed-overdue = 逾期 { $amount }
accounting-owed-dunned = 催款级别 { $level }
accounting-nothing_open = { $record } 已无未清金额。请查看其收付款。
accounting-pay_blocked = 其付款被冻结。请查看不符之处，或先放行。
