## 库存：仓库、批次、移动，以及货物的价值。

stock = 库存

# Warehouse

stock-warehouse = 仓库
stock-warehouse-plural = 仓库
stock-warehouse-code = 编码
stock-warehouse-name = 名称
stock-warehouse-company = 公司
stock-warehouse-address_of = 地址取自
stock-warehouse-own_costs = 单独计价

# Location

stock-location = 库位
stock-location-plural = 库位
stock-location-warehouse = 仓库
stock-location-code = 编码
stock-location-name = 名称
stock-location-parent = 所属库区

# Lot

stock-lot = 批次
stock-lot-plural = 批次
stock-lot-item = 物料
stock-lot-code = 批次号或序列号
stock-lot-supplier_code = 供应商批号
stock-lot-made_on = 生产日期
stock-lot-expires_on = 有效期至

# Item policy

stock-item-policy = 物料库存规则
stock-item-policy-plural = 物料库存规则
stock-item-policy-company = 公司
stock-item-policy-item = 物料
stock-item-policy-item_group = 物料分组
stock-item-policy-method = 计价方法
stock-item-policy-method-moving_average = 移动平均
stock-item-policy-method-fifo = 先进先出
stock-item-policy-method-standard = 标准成本
stock-item-policy-method-lot = 按批次个别计价
stock-item-policy-below_zero = 允许负库存

# Stock ledger row

stock-ledger-row = 库存明细账
stock-ledger-row-plural = 库存明细账
stock-ledger-row-number = 单据
stock-ledger-row-company = 公司
stock-ledger-row-posted_on = 记账日期
stock-ledger-row-item = 物料
stock-ledger-row-warehouse = 仓库
stock-ledger-row-location = 库位
stock-ledger-row-lot = 批次
stock-ledger-row-status = 库存状态
stock-ledger-row-status-unrestricted = 可用
stock-ledger-row-status-inspection = 待检
stock-ledger-row-status-blocked = 冻结
stock-ledger-row-status-in_transit = 在途
stock-ledger-row-quantity = 数量
stock-ledger-row-value = 金额
stock-ledger-row-currency = 币种
stock-ledger-row-source_kind = 单据类型
stock-ledger-row-source = 单据标识
stock-ledger-row-source_line = 单据行
stock-ledger-row-reverses = 冲销或更正

# Reservation

stock-reservation = 预留
stock-reservation-plural = 预留
stock-reservation-number = 单据
stock-reservation-company = 公司
stock-reservation-item = 物料
stock-reservation-warehouse = 仓库
stock-reservation-wanted = 需求数量
stock-reservation-quantity = 已预留数量
stock-reservation-wanted_on = 需求日期
stock-reservation-priority = 优先级
stock-reservation-source_kind = 单据类型
stock-reservation-source = 单据标识
stock-reservation-source_line = 单据行
stock-reservation-done = 已完成

# Stock movement

stock-movement = 库存移动
stock-movement-plural = 库存移动
stock-movement-view-drafts = 草稿
stock-movement-number = 编号
stock-movement-company = 公司
stock-movement-purpose = 用途
stock-movement-purpose-opening = 期初库存
stock-movement-purpose-receipt = 其他入库
stock-movement-purpose-scrap = 报废
stock-movement-purpose-internal_use = 内部领用
stock-movement-purpose-difference = 盘盈盘亏
stock-movement-warehouse = 仓库
stock-movement-posted_on = 记账日期
stock-movement-text = 摘要
stock-movement-lines = 明细
stock-movement-value = 金额
stock-movement-currency = 币种
stock-movement-entry = 凭证
stock-movement-reversed_because = 冲销原因
stock-movement-state = 状态
stock-movement-state-draft = 草稿
stock-movement-state-posted = 已记账
stock-movement-state-reversed = 已冲销
stock-movement-op-post = 记账
stock-movement-op-reverse = 冲销
stock-movement-op-reverse-posted_on = 记账日期
stock-movement-op-reverse-reason = 原因
stock-movement-line = 库存移动明细
stock-movement-line-plural = 库存移动明细
stock-movement-line-item = 物料
stock-movement-line-quantity = 数量
stock-movement-line-unit_cost = 单位成本
stock-movement-line-free = 免费
stock-movement-line-location = 库位
stock-movement-line-lot = 批次
stock-movement-line-status = 库存状态
stock-movement-line-status-unrestricted = 可用
stock-movement-line-status-inspection = 待检
stock-movement-line-status-blocked = 冻结
stock-movement-line-status-in_transit = 在途
stock-ledger-row-act = 业务
stock-ledger-row-act-moved = 移动
stock-ledger-row-act-placed = 移位
stock-ledger-row-act-carried = 调入
stock-ledger-row-act-settled = 结算
stock-ledger-row-act-corrected = 更正
stock-ledger-row-act-spread = 差异分摊
stock-ledger-row-origin = 来源
stock-ledger-row-cost = 总成本
stock-ledger-row-matched = 涉及数量
stock-ledger-row-counter = 对方科目

# Value adjustment

stock-value-adjustment = 库存调整
stock-value-adjustment-plural = 库存调整
stock-value-adjustment-number = 编号
stock-value-adjustment-company = 公司
stock-value-adjustment-posted_on = 原因日期
stock-value-adjustment-reason = 原因
stock-value-adjustment-reason-backdated = 补记
stock-value-adjustment-cause_number = 起因单据
stock-value-adjustment-cause_kind = 单据类型
stock-value-adjustment-cause = 单据标识
stock-value-adjustment-lines = 明细
stock-value-adjustment-value = 金额
stock-value-adjustment-currency = 币种
stock-value-adjustment-line = 库存调整明细
stock-value-adjustment-line-plural = 库存调整明细
stock-value-adjustment-line-ledger_row = 被更正的明细
stock-value-adjustment-line-document_number = 单据
stock-value-adjustment-line-item = 物料
stock-value-adjustment-line-posted_on = 记账日期
stock-value-adjustment-line-value = 金额
stock-value-adjustment-line-counter = 对方科目

# Transfer

stock-transfer = 调拨单
stock-transfer-plural = 调拨单
stock-transfer-view-in_transit = 在途
stock-transfer-number = 编号
stock-transfer-company = 公司
stock-transfer-posted_on = 记账日期
stock-transfer-text = 摘要
stock-transfer-lines = 明细
stock-transfer-entry = 凭证
stock-transfer-reversed_because = 冲销原因
stock-transfer-state = 状态
stock-transfer-state-draft = 草稿
stock-transfer-state-reversed = 已冲销
stock-transfer-op-post = 记账
stock-transfer-op-reverse = 冲销
stock-transfer-op-reverse-posted_on = 记账日期
stock-transfer-op-reverse-reason = 原因
stock-transfer-from_warehouse = 调出仓库
stock-transfer-to_warehouse = 调入仓库
stock-transfer-received_on = 收货日期
stock-transfer-state-in_transit = 在途
stock-transfer-state-received = 已收货
stock-transfer-op-send = 发出
stock-transfer-op-receive = 收货
stock-transfer-op-receive-posted_on = 记账日期
stock-transfer-line = 调拨单明细
stock-transfer-line-plural = 调拨单明细
stock-transfer-line-item = 物料
stock-transfer-line-quantity = 数量
stock-transfer-line-lot = 批次
stock-transfer-line-status = 库存状态
stock-transfer-line-status-unrestricted = 可用
stock-transfer-line-status-inspection = 待检
stock-transfer-line-status-blocked = 冻结
stock-transfer-line-status-in_transit = 在途
stock-transfer-line-from_location = 调出库位
stock-transfer-line-to_location = 调入库位

# Status change

stock-status-change = 库存状态变更
stock-status-change-plural = 库存状态变更
stock-status-change-number = 编号
stock-status-change-company = 公司
stock-status-change-warehouse = 仓库
stock-status-change-posted_on = 记账日期
stock-status-change-from_status = 原状态
stock-status-change-from_status-unrestricted = 可用
stock-status-change-from_status-inspection = 待检
stock-status-change-from_status-blocked = 冻结
stock-status-change-from_status-in_transit = 在途
stock-status-change-to_status = 新状态
stock-status-change-to_status-unrestricted = 可用
stock-status-change-to_status-inspection = 待检
stock-status-change-to_status-blocked = 冻结
stock-status-change-to_status-in_transit = 在途
stock-status-change-reason = 原因
stock-status-change-lines = 明细
stock-status-change-reversed_because = 冲销原因
stock-status-change-state = 状态
stock-status-change-state-draft = 草稿
stock-status-change-state-posted = 已记账
stock-status-change-state-reversed = 已冲销
stock-status-change-op-post = 记账
stock-status-change-op-reverse = 冲销
stock-status-change-op-reverse-posted_on = 记账日期
stock-status-change-op-reverse-reason = 原因
stock-status-change-line = 状态变更明细
stock-status-change-line-plural = 状态变更明细
stock-status-change-line-item = 物料
stock-status-change-line-quantity = 数量
stock-status-change-line-location = 库位
stock-status-change-line-lot = 批次
stock-warehouse-frozen = 已冻结
stock-warehouse-op-freeze = 冻结
stock-warehouse-op-thaw = 解冻
stock-lot-frozen = 已冻结
stock-lot-op-freeze = 冻结
stock-lot-op-thaw = 解冻

# Count

stock-count = 盘点
stock-count-plural = 盘点
stock-count-view-open = 未完成
stock-count-number = 编号
stock-count-company = 公司
stock-count-warehouse = 仓库
stock-count-location = 库位
stock-count-text = 摘要
stock-count-lines = 明细
stock-count-value = 金额
stock-count-currency = 币种
stock-count-entry = 凭证
stock-count-state = 状态
stock-count-state-draft = 草稿
stock-count-state-posted = 已记账
stock-count-op-post = 记账
stock-count-item_group = 物料分组
stock-count-posted_on = 盘点日期
stock-count-blind = 盲盘
stock-count-freeze = 冻结仓库
stock-count-tolerance = 容差
stock-count-accuracy = 准确率
stock-count-state-counting = 盘点中
stock-count-state-counted = 待审核
stock-count-state-cancelled = 已取消
stock-count-op-start = 开始盘点
stock-count-op-finish = 结束盘点
stock-count-op-count_on = 继续盘点
stock-count-op-cancel = 取消
stock-count-line = 盘点明细
stock-count-line-plural = 盘点明细
stock-count-line-item = 物料
stock-count-line-location = 库位
stock-count-line-lot = 批次
stock-count-line-status = 库存状态
stock-count-line-status-unrestricted = 可用
stock-count-line-status-inspection = 待检
stock-count-line-status-blocked = 冻结
stock-count-line-status-in_transit = 在途
stock-count-line-unit_cost = 单位成本
stock-count-line-book = 账面数量
stock-count-line-counted = 实盘数量
stock-count-line-recounted = 复盘数量
stock-count-line-difference = 差异
stock-count-line-counted_after = 盘点时最后明细
stock-count-line-recounted_after = 复盘时最后明细

# Reorder rule

stock-reorder-rule = 再订货规则
stock-reorder-rule-plural = 再订货规则
stock-reorder-rule-company = 公司
stock-reorder-rule-item = 物料
stock-reorder-rule-warehouse = 仓库
stock-reorder-rule-section-demand = 需求与提前期
stock-reorder-rule-section-amounts = 水平与数量
stock-reorder-rule-daily_demand = 日均需求
stock-reorder-rule-demand_deviation = 需求标准差
stock-reorder-rule-lead_days = 提前期（天）
stock-reorder-rule-lead_deviation = 提前期标准差
stock-reorder-rule-service_factor = 服务系数
stock-reorder-rule-safety_stock = 安全库存
stock-reorder-rule-reorder_point = 再订货点
stock-reorder-rule-maximum = 最大库存
stock-reorder-rule-order_quantity = 订货数量
stock-reorder-rule-multiple = 订货倍数

# Landed cost

stock-landed-cost = 采购费用
stock-landed-cost-plural = 采购费用
stock-landed-cost-number = 编号
stock-landed-cost-company = 公司
stock-landed-cost-posted_on = 记账日期
stock-landed-cost-text = 摘要
stock-landed-cost-currency = 币种
stock-landed-cost-entry = 凭证
stock-landed-cost-reversed_because = 冲销原因
stock-landed-cost-state = 状态
stock-landed-cost-state-draft = 草稿
stock-landed-cost-state-posted = 已记账
stock-landed-cost-state-reversed = 已冲销
stock-landed-cost-op-post = 记账
stock-landed-cost-op-reverse = 冲销
stock-landed-cost-op-reverse-posted_on = 记账日期
stock-landed-cost-op-reverse-reason = 原因
stock-landed-cost-costs = 费用
stock-landed-cost-receipts = 货物
stock-landed-cost-total = 合计
stock-landed-cost-item = 费用明细
stock-landed-cost-item-plural = 费用明细
stock-landed-cost-item-text = 摘要
stock-landed-cost-item-amount = 金额
stock-landed-cost-item-basis = 分摊依据
stock-landed-cost-item-basis-value = 金额
stock-landed-cost-item-basis-quantity = 数量
stock-landed-cost-item-basis-weight = 重量
stock-landed-cost-item-basis-volume = 体积
stock-landed-cost-item-basis-fixed = 指定金额
stock-landed-cost-receipt = 费用所属货物
stock-landed-cost-receipt-plural = 费用所属货物
stock-landed-cost-receipt-ledger_row = 入库明细
stock-landed-cost-receipt-weight = 重量
stock-landed-cost-receipt-volume = 体积
stock-landed-cost-receipt-fixed = 指定金额
stock-landed-cost-receipt-amount = 金额

# Reports

stock-total = 合计
stock-opening = 期初
stock-came-from = 来自
stock-went-to = 去向
stock-still-here = 仍在库
stock-report-on-hand = 库存余额
stock-report-on-hand-about = 某日的库存数量和金额。
stock-report-on-hand-company = 公司
stock-report-on-hand-as_of = 截至日期
stock-report-on-hand-warehouse = 仓库
stock-report-on-hand-quantity = 数量
stock-report-on-hand-unit_cost = 单位成本
stock-report-on-hand-value = 金额
stock-report-on-hand-item_group = 物料分组
stock-report-on-hand-code = 编码
stock-report-on-hand-name = 物料
stock-report-ageing = 库存账龄
stock-report-ageing-about = 按入库日期分析库存存放时间。
stock-report-ageing-company = 公司
stock-report-ageing-as_of = 截至日期
stock-report-ageing-warehouse = 仓库
stock-report-ageing-quantity = 数量
stock-report-ageing-value = 金额
stock-report-ageing-item_group = 物料分组
stock-report-ageing-code = 编码
stock-report-ageing-name = 物料
stock-report-ageing-days_0 = 30 天以内
stock-report-ageing-days_31 = 31 至 60 天
stock-report-ageing-days_61 = 61 至 90 天
stock-report-ageing-days_91 = 91 至 180 天
stock-report-ageing-days_181 = 180 天以上
stock-report-slow-movers = 呆滞库存
stock-report-slow-movers-about = 长期没有出库的货物。
stock-report-slow-movers-company = 公司
stock-report-slow-movers-as_of = 截至日期
stock-report-slow-movers-quantity = 数量
stock-report-slow-movers-value = 金额
stock-report-slow-movers-days = 未出库天数
stock-report-slow-movers-code = 编码
stock-report-slow-movers-name = 物料
stock-report-slow-movers-last_issue = 最近出库
stock-report-card = 库存台账
stock-report-card-about = 物料的每笔明细及其后的数量和金额。
stock-report-card-company = 公司
stock-report-card-item = 物料
stock-report-card-warehouse = 仓库
stock-report-card-starts_on = 开始日期
stock-report-card-ends_on = 结束日期
stock-report-card-posted_on = 记账日期
stock-report-card-lot = 批次
stock-report-card-status = 库存状态
stock-report-card-quantity = 数量
stock-report-card-value = 金额
stock-report-card-after = 续自
stock-report-card-number = 单据
stock-report-card-act = 业务
stock-report-card-on_hand = 结存数量
stock-report-card-worth = 结存金额
stock-report-reconciliation = 库存与账务核对
stock-report-reconciliation-about = 某日存货科目与库存是否一致，以及造成差异的单据。
stock-report-reconciliation-company = 公司
stock-report-reconciliation-as_of = 截至日期
stock-report-reconciliation-what = 科目或单据
stock-report-reconciliation-stock = 库存
stock-report-reconciliation-books = 账务
stock-report-reconciliation-difference = 差异
stock-report-lot-trace = 批次追溯
stock-report-lot-trace-about = 批次的来源和去向单据，包括其原料和成品。
stock-report-lot-trace-lot = 批次
stock-report-lot-trace-item = 物料
stock-report-lot-trace-posted_on = 记账日期
stock-report-lot-trace-quantity = 数量
stock-report-lot-trace-number = 单据
stock-report-recall = 召回清单
stock-report-recall-about = 召回所需：批次货物的去向和仍在库的数量。
stock-report-recall-lot = 批次
stock-report-recall-item = 物料
stock-report-recall-posted_on = 记账日期
stock-report-recall-quantity = 数量
stock-report-recall-number = 单据或仓库

# Laws

stock-balances_kept = 各处的结存等于其明细之和
stock-values_kept = 物料的价值等于其明细之和
stock-nothing_is_worth_nothing = 数量为零则价值为零
stock-inventory_is_ledger = 存货科目与库存明细账一致
stock-reserved_is_there = 预留的数量都有现货

# What was refused

stock-cannot_be_valued = 无法为 { $record } 计价。请检查数量和成本。
stock-cost_not_positive = { $record } 的成本不大于零。请填写成本，或标记为免费。
stock-cost_not_positive_line = 单位成本不能为负。请留空，或填写不小于零的数。
stock-cost_unknown = { $record } 没有已知成本。请填写单位成本。
stock-cost_unknown_line = 期初库存需要单位成本。请填写，或将该行标记为免费。
stock-item_or_group = 规则只针对一个物料或一个分组。请二选一。
stock-location_in_a_circle = 库位不能隶属于自身。请选择其他库区。
stock-location_of_other_warehouse = 该库区属于其他仓库。请选择同一仓库的库区。
stock-lot_missing = { $record } 按批次管理。请选择移动的批次。
stock-method_in_use = 已按该方法计价。请新建物料，或保留该方法。
stock-more_than_delivered = { $record } 退回的数量超过发出的数量。请减少数量。
stock-no_standard_cost = { $record } 没有标准成本。请在物料上填写。
stock-not_enough = { $record }：需要 { $wanted }，现有 { $on_hand }。请减少数量，或先入库。
stock-one_piece_a_number = { $record } 每件都有序列号。请每件填写一行。
stock-quantity_not_positive = 数量必须大于零。
stock-services_do_not_move = { $record } 是服务，不入库。请删除该行。
stock-warehouse_in_use = { $record } 已有库存移动，公司和计价方式不能更改。请新建仓库。
stock-warehouse_of_other_company = { $record } 属于其他公司。请选择本公司的仓库。
stock-without_lines = 没有明细行。请至少添加一行。
stock-correction_in_a_circle = { $record } 引起的更正在调拨之间循环。请改用较晚的日期，或请会计调整价值。
stock-dated_too_far_back = { $record } 在 { $day } 已有移动，账务最多允许倒填 { $days } 天。请选择较晚的日期。
stock-short_at_document = { $record }：{ $document } 需要 { $wanted }，届时仅有 { $on_hand }。请减少数量，或选择较晚的日期。
stock-short_later = { $record }：需要 { $wanted }，但考虑之后的出库，当日只有 { $on_hand } 可用。请减少数量，或选择较晚的日期。
stock-too_many_to_correct = { $record } 在该日之后有超过 { $rows } 笔移动。请选择较晚的日期。
stock-received_before_sent = 收货不能早于发出。请选择发出日或之后的日期。
stock-same_status = 状态没有变化。请选择其他状态。
stock-status_by_transfer = 只有调拨才能使货物处于在途。请选择其他状态。
stock-transfer_to_itself = 货物没有移动。请选择其他仓库或库位。
stock-count_again = { $record } 的差异超过容差。请复盘并填写结果。
stock-count_too_large = 盘点单将超过 5,000 行。请按库位或物料分组分别盘点。
stock-counted_negative = 盘点数量不能为负。请填写不小于零的数。
stock-counted_twice = 该处已在盘点单中。请在那一行填写。
stock-lot_frozen = 批次 { $record } 已冻结。请使用其他批次，或先解冻。
stock-lot_missing_line = 该物料按批次管理。请选择批次。
stock-not_counted = 该处尚未盘点。请填写结果，没有则填零。
stock-warehouse_frozen = { $record } 已冻结。请等待盘点记账，或解冻。
stock-cost_is_nothing = 费用不能为零。请填写金额，或删除该行。
stock-fixed_parts_differ = 指定金额之和与 { $record } 不符。请核对。
stock-how_much_to_order = 请填写最大库存或订货数量。
stock-landed_without_lines = 采购费用需要费用和货物。请各添加至少一行。
stock-lead_days = 提前期须在 0 到 3,650 天之间。
stock-maximum_below_point = 最大库存必须高于再订货点。
stock-not_a_receipt = 该明细不是入库。请选择本公司的入库明细。
stock-nothing_to_share_by = 无法按此分摊 { $record }。请填写重量或体积，或选择其他依据。
stock-number_there_already = 序列号 { $record } 已在库存中。请核对。
stock-receipt_twice = 该货物已在列表中。请只保留一行。
stock-reorder_point_missing = 请填写再订货点，或用于计算它的需求。
stock-no_company_to_report = 没有您可以查看账务的公司。请向管理员申请权限。
stock-which_item = 台账针对一个物料。请选择。
stock-which_lot = 请选择要追溯的批次。
