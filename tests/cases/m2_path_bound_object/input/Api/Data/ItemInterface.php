<?php

namespace Acme\Cart\Api\Data;

interface ItemInterface
{
    /**
     * Number of the item.
     *
     * @return int|null
     */
    public function getItemId();

    /**
     * Number of the cart.
     *
     * @return string
     */
    public function getCartId();

    /**
     * How many.
     *
     * @return float
     */
    public function getQty();
}
