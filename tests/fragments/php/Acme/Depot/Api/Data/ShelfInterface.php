<?php
namespace Acme\Depot\Api\Data;

interface ShelfInterface extends BoxInterface
{
    /**
     * @return \Acme\Depot\Api\Data\BoxInterface[][]
     */
    public function getRows();

    /**
     * @return mixed
     */
    public function getWidth();
}
