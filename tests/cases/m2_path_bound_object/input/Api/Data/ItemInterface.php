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
     * Get number of the cart.
     *
     * @return string
     */
    public function getCartId();

    /**
     * Get how many.
     *
     * @return float
     */
    public function getQty();
}
