<?php

namespace Acme\Fragments\Api;

interface GoodInterface
{
    /**
     * @param int $id
     * @return string
     */
    public function get(int $id);

    /**
     * @param int $id
     * @return int
     */
    public function echo(int $id);
}
