<?php

namespace Acme\Cart\Api;

interface ItemRepositoryInterface
{
    /**
     * Store an item.
     *
     * @param \Acme\Cart\Api\Data\ItemInterface $item The item.
     * @return \Acme\Cart\Api\Data\ItemInterface
     */
    public function save(\Acme\Cart\Api\Data\ItemInterface $item);

    /**
     * Take an item out.
     *
     * @param int $cartId The cart.
     * @param int $itemId The item.
     * @return bool
     */
    public function delete(int $cartId, int $itemId);

    /**
     * Let nobody change a cart.
     *
     * @param int $cartId The cart.
     * @return bool
     */
    public function lock(int $cartId);
}
