"""Amounts in Chinese capitals, as vouchers and receipts print them."""

from __future__ import annotations

from decimal import Decimal

LARGEST = Decimal("9999999999999999")


def capitals(amount: Decimal) -> str:
    """`1234.50` as 壹仟贰佰叁拾肆元伍角; a red amount begins with 负. Empty where the words would not hold it."""
    import cn2an  # a quarter of a second to import, wanted only where an amount is shown

    if abs(amount) > LARGEST:
        return ""
    words: str = cn2an.an2cn(f"{abs(amount):.2f}", "rmb")
    # cn2an writes 壹拾元整 but 壹元伍角 without 整, which is optional after 角 (rules on filling in notes, 3).
    return f"负{words}" if amount < 0 else words
