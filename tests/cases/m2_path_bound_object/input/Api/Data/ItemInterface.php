<?php

namespace Acme\Cart\Api\Data;

interface ItemInterface
{
    /**
     * Get number of the item.
     *
     * @return int|null
     */
    public function getItemId();

    /**
     * @param int|null $itemId
     * @return $this
     */
    public function setItemId($itemId);

    /**
     * Get number of the cart.
     *
     * @return string
     */
    public function getCartId();

    /**
     * @param string $cartId
     * @return $this
     */
    public function setCartId($cartId);

    /**
     * Get how many.
     *
     * @return float
     */
    public function getQty();

    /**
     * @param float $qty
     * @return $this
     */
    public function setQty($qty);
}
